import CSodium
import Foundation

/// What an organiser types to sign in or to unlock: Argon2id (RFC 9106, through libsodium). It takes a fifth of a second and 128 MB: call it
/// outside of database closures and outside of the threads that answer requests.
public enum Passphrase {
    /// What one try costs whoever guesses.
    public struct Cost: Sendable, Hashable {
        /// Passes over the memory, 1 or more.
        public var passes: Int
        /// Bytes of memory, 8,192 or more.
        public var memory: Int

        public init(passes: Int, memory: Int) {
            self.passes = passes
            self.memory = memory
        }

        /// About 0.2 s of one core and 128 MB.
        public static let usual = Cost(passes: 4, memory: 128 << 20)
        /// Next to nothing, for tests and never for people.
        public static let quick = Cost(passes: 1, memory: 8_192)
    }

    /// How many bytes of salt `key` takes.
    public static let saltByteCount = 16

    /// A salt for a new key; store it beside what the key wraps.
    public static func salt() -> [UInt8] { randomBytes(saltByteCount) }

    /// A string of at most 127 ASCII characters that holds cost, salt and hash; `.passphraseCost` when the cost cannot be paid.
    public static func hash(_ typed: String, cost: Cost = .usual) throws(SealingFault) -> String {
        prepareSodium()
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_argon2id_strbytes()))
        var phrase = settled(typed)
        defer { wipe(&phrase) }
        let answer = crypto_pwhash_argon2id_str(&text, phrase, UInt64(phrase.count), UInt64(clamping: cost.passes), cost.memory)
        guard answer == 0 else { throw .passphraseCost }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether `typed` is what `hash` was made of; false for a hash that is none.
    public static func verify(_ typed: String, against hash: String) -> Bool {
        prepareSodium()
        let room = Int(crypto_pwhash_argon2id_strbytes())
        guard hash.utf8.count < room else { return false }
        var text = hash.utf8.map { CChar(bitPattern: $0) }
        text.append(contentsOf: repeatElement(0, count: room - text.count))
        var phrase = settled(typed)
        defer { wipe(&phrase) }
        return crypto_pwhash_argon2id_str_verify(text, phrase, UInt64(phrase.count)) == 0
    }

    /// The key that a key-holder's passphrase gives, under which the group's key is wrapped. The same for the same phrase, salt and cost.
    public static func key(_ typed: String, salt: [UInt8], cost: Cost = .usual) throws(SealingFault) -> SealingKey {
        prepareSodium()
        guard salt.count == saltByteCount else { throw .damaged }
        var out = [UInt8](repeating: 0, count: SealingKey.byteCount)
        var phrase = settled(typed)
        defer {
            wipe(&phrase)
            wipe(&out)
        }
        let answer = crypto_pwhash_argon2id(
            &out, UInt64(SealingKey.byteCount), phrase, UInt64(phrase.count), salt,
            UInt64(clamping: cost.passes), cost.memory, crypto_pwhash_argon2id_alg_argon2id13()
        )
        guard answer == 0 else { throw .passphraseCost }
        return try SealingKey(bytes: out)
    }

    /// One form for the letters that keyboards write in two ways (Unicode NFKC), so that a phone and a laptop type the same phrase.
    private static func settled(_ typed: String) -> [CChar] {
        typed.precomposedStringWithCompatibilityMapping.utf8.map { CChar(bitPattern: $0) }
    }
}
