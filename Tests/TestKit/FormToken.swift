import Alongside
import Foundation
import Kernel
import Sealing

/// What a browser would have read from the page before it sent a form.
public enum FormToken {
    /// The token that goes with a session's cookie.
    public static func of(_ cookie: String) -> String {
        guard let token = LinkToken(text: cookie) else { return "" }
        return Base32.encode(Digest.hmac(Array("form".utf8), under: token.key))
    }

    static func once(_ house: House) -> String { OnceKey.random(by: house.random).text }

    public static func encode(_ fields: [(String, String)]) -> [UInt8] {
        func percent(_ text: String) -> String {
            String(
                decoding: text.utf8.flatMap { byte -> [UInt8] in
                    let isPlain =
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
                    return isPlain ? [byte] : Array(String(format: "%%%02X", byte).utf8)
                }, as: UTF8.self)
        }
        return Array(fields.map { "\(percent($0.0))=\(percent($0.1))" }.joined(separator: "&").utf8)
    }
}
