/// A file that opens with a passphrase and with nothing else, written and read piece by piece, however long it is.
///
/// It begins with a mark, the cost and the salt of Argon2id (RFC 9106) and an empty piece by which a wrong passphrase is told from damage. Then come pieces of
/// at most 1 MiB: four bytes of length, of which the top bit marks the last piece, and AES-256-GCM, bound to the head, the piece's number and whether it is the
/// last. So nothing can be left out, swapped, or cut off at the end (the STREAM construction, Hoang, Reyhanitabar, Rogaway and Vizár 2015).
public enum PassphraseFile {
    static let magic = Array("alongside sealed 1\n".utf8)
    static let piece = 1 << 20
    static let lastMark: UInt32 = 1 << 31

    /// What a file may ask of whoever opens it, so that a made-up one does not eat the machine.
    static let most = Passphrase.Cost(passes: 16, memory: 1 << 30)

    static func bound(_ head: [UInt8], _ number: UInt64, isLast: Bool) -> [UInt8] {
        var out = head
        out.appendBigEndian(number)
        out.append(isLast ? 1 : 0)
        return out
    }

    /// No piece has this number.
    static let check = UInt64.max

    /// Writes one.
    public final class Writer {
        private let key: SealingKey
        private let head: [UInt8]
        private let write: ([UInt8]) throws -> Void
        private var waiting: [UInt8] = []
        private var number: UInt64 = 0

        /// Takes a fifth of a second: call it outside of database closures. `write` gets the file's bytes in their order.
        ///
        /// - Throws: `SealingFault.passphraseCost`, and what `write` throws.
        public init(passphrase: String, cost: Passphrase.Cost = .usual, write: @escaping ([UInt8]) throws -> Void) throws {
            let salt = Passphrase.salt()
            var head = PassphraseFile.magic
            head.appendBigEndian(UInt32(cost.passes))
            head.appendBigEndian(UInt64(cost.memory))
            head += salt
            key = try Passphrase.key(passphrase, salt: salt, cost: cost)
            self.head = head
            self.write = write
            var check: [UInt8] = []
            Cipher.seal([], under: key.symmetric, authenticating: bound(head, PassphraseFile.check, isLast: false), to: &check)
            try write(head + check)
        }

        public func add(_ bytes: [UInt8]) throws {
            waiting += bytes
            var start = 0
            while waiting.count - start > PassphraseFile.piece {
                try seal(Array(waiting[start..<start + PassphraseFile.piece]), isLast: false)
                start += PassphraseFile.piece
            }
            if start > 0 { waiting.removeFirst(start) }
        }

        /// Without it the file does not open.
        public func end() throws { try seal(waiting, isLast: true) }

        private func seal(_ plain: [UInt8], isLast: Bool) throws {
            var out: [UInt8] = []
            out.reserveCapacity(plain.count + 4 + Cipher.overhead)
            out.appendBigEndian(UInt32(plain.count + Cipher.overhead) | (isLast ? PassphraseFile.lastMark : 0))
            Cipher.seal(plain, under: key.symmetric, authenticating: bound(head, number, isLast: isLast), to: &out)
            number += 1
            try write(out)
        }
    }

    /// Reads one.
    public final class Reader {
        private let key: SealingKey
        private let head: [UInt8]
        private let read: (Int) throws -> [UInt8]
        private var number: UInt64 = 0
        private var isOver = false

        /// Takes a fifth of a second. `read` gives the next bytes of the file, as many as are asked for unless it ends.
        ///
        /// - Throws: `SealingFault.damaged` for what is no such file; `.wrongCode` for another passphrase; `.passphraseCost`; and what `read` throws.
        public init(passphrase: String, read: @escaping (Int) throws -> [UInt8]) throws {
            let count = PassphraseFile.magic.count + 4 + 8 + Passphrase.saltByteCount
            let head = try read(count)
            guard head.count == count, head.starts(with: PassphraseFile.magic) else { throw SealingFault.damaged }
            var cursor = ByteCursor(head, in: PassphraseFile.magic.count..<count)
            guard let passes = cursor.bigEndian(UInt32.self), let memory = cursor.bigEndian(UInt64.self) else { throw SealingFault.damaged }
            guard passes <= UInt32(PassphraseFile.most.passes), memory <= UInt64(PassphraseFile.most.memory) else {
                throw SealingFault.passphraseCost
            }
            let salt = Array(head[cursor.position...])
            key = try Passphrase.key(passphrase, salt: salt, cost: Passphrase.Cost(passes: Int(passes), memory: Int(memory)))
            self.head = head
            self.read = read
            let check = try read(Cipher.overhead)
            guard check.count == Cipher.overhead else { throw SealingFault.damaged }
            do {
                _ = try Cipher.open(check[...], under: key.symmetric, authenticating: bound(head, PassphraseFile.check, isLast: false))
            } catch {
                throw SealingFault.wrongCode
            }
        }

        /// The next piece of what was written; nil after the last.
        ///
        /// - Throws: `SealingFault.damaged` for a file that was changed, cut off, or goes on after its end.
        public func next() throws -> [UInt8]? {
            if isOver { return nil }
            let four = try read(4)
            var cursor = ByteCursor(four, in: 0..<four.count)
            guard let length = cursor.bigEndian(UInt32.self) else { throw SealingFault.damaged }
            isOver = length & PassphraseFile.lastMark != 0
            let count = Int(length & ~PassphraseFile.lastMark)
            guard count >= Cipher.overhead, count <= PassphraseFile.piece + Cipher.overhead else { throw SealingFault.damaged }
            let sealed = try read(count)
            guard sealed.count == count else { throw SealingFault.damaged }
            let plain = try Cipher.open(sealed[...], under: key.symmetric, authenticating: bound(head, number, isLast: isOver))
            number += 1
            if isOver, try !read(1).isEmpty { throw SealingFault.damaged }
            return plain
        }
    }
}
