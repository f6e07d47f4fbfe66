import Foundation
import TestKit
import Web

/// What no form of ours sends: values that fit no field, and bodies that are no form.
enum BadBodies {
    static let form = "application/x-www-form-urlencoded"

    /// A body as it goes over the wire.
    struct Body: Sendable {
        let what: String
        let type: String?
        let bytes: [UInt8]
    }

    private static let long: [UInt8] = Array(repeating: UInt8(ascii: "z"), count: 1_000_000)

    /// What every field is sent: nothing, control characters, markup, formulas, broken UTF-8, a megabyte.
    static let always: [(what: String, bytes: [UInt8])] =
        named(["", "\u{0}\u{1}\u{7F}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0"]) + [
            ("broken UTF-8", [0xFF, 0xFE, 0xC3, 0x28, 0xED, 0xA0, 0x80]), ("1000000 bytes", long),
        ]

    /// Absurd numbers, dates and times, and other people's syntax: each field is sent one of each row, the next field the next one.
    static let inTurn: [[(what: String, bytes: [UInt8])]] = [
        named(["-1", "NaN", "1e400", "99999999999999999999", "٩٩٩٩٩٩٩٩٩", "0.001"]),
        named(["2026-02-31", "9999-12-31", "0000-00-00", "2026-03-10T25:61", "1900-01-01"]),
        named(["\" onmouseover=\"alert(1)", "'; DROP TABLE ask; --", "../../etc/passwd", "\r\nSet-Cookie: a=b", "\u{202E}evil"]),
        named(["null", "[]", "00000000000000000000000000", String(repeating: "a", count: 1_000), "true"]),
    ]

    private static func named(_ texts: [String]) -> [(what: String, bytes: [UInt8])] { texts.map { ("“\($0.prefix(24))”", Array($0.utf8)) } }

    /// How many ways there are to spoil a field.
    static let ways = always.count + inTurn.count + 4

    /// The form with one field spoiled; made one at a time, since some are large.
    static func spoiled(_ fields: [(String, String)], _ name: String, way: Int, turn: Int) -> Body {
        let values = always + inTurn.map { $0[turn % $0.count] }
        let rest = fields.filter { $0.0 != name }.map { (Array($0.0.utf8), Array($0.1.utf8)) }
        let key = Array(name.utf8)
        if way < values.count {
            return Body(what: "\(name) = \(values[way].what)", type: form, bytes: encoded(rest + [(key, values[way].bytes)]))
        }
        switch way - values.count {
        case 0: return Body(what: "without \(name)", type: form, bytes: encoded(rest))
        case 1:
            let many = Array(repeating: (key, Array("x".utf8)), count: 100)
            return Body(what: "\(name) a hundred times", type: form, bytes: encoded(rest + many))
        case 2:
            let text = Array("=1+1,<svg onload=alert(1)>\n\u{0}".utf8)
            return Body(what: "\(name) as a file", type: "multipart/form-data; boundary=b", bytes: multipart(rest, file: name, text))
        default:
            let half: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01]
            return Body(what: "\(name) as half a picture", type: "multipart/form-data; boundary=b", bytes: multipart(rest, file: name, half))
        }
    }

    /// A whole form as a browser sends it; with parts when there is a file among it.
    static func complete(_ fields: [(String, String)], file: (name: String, text: String)? = nil) -> Body {
        let pairs = fields.map { (Array($0.0.utf8), Array($0.1.utf8)) }
        guard let file else { return Body(what: "as it is", type: form, bytes: encoded(pairs)) }
        return Body(
            what: "as it is", type: "multipart/form-data; boundary=b", bytes: multipart(pairs, file: file.name, Array(file.text.utf8)))
    }

    /// The whole form as something else, or cut off.
    static func broken(_ fields: [(String, String)]) -> [Body] {
        let pairs = fields.map { (Array($0.0.utf8), Array($0.1.utf8)) }
        let whole = encoded(pairs)
        let parts = multipart(pairs, file: "file", Array("a,b\n".utf8))
        return [
            Body(what: "nothing", type: nil, bytes: []), Body(what: "no type", type: nil, bytes: whole),
            Body(what: "JSON", type: "application/json", bytes: Array("{\"a\":[1,null]}".utf8)), Body(what: "text", type: "text/plain", bytes: whole),
            Body(what: "no boundary", type: "multipart/form-data", bytes: parts),
            Body(what: "another boundary", type: "multipart/form-data; boundary=other", bytes: parts),
            Body(what: "half of the parts", type: "multipart/form-data; boundary=b", bytes: Array(parts.prefix(parts.count / 2))),
            Body(what: "half of the fields", type: form, bytes: Array(whole.prefix(whole.count / 2))),
            Body(what: "only noise", type: form, bytes: (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 167) }),
            Body(what: "5000 fields", type: form, bytes: Array(repeating: Array("a=b&".utf8), count: 5_000).flatMap { $0 }),
        ]
    }

    private static func encoded(_ pairs: [([UInt8], [UInt8])]) -> [UInt8] {
        Array(pairs.map { percent($0.0) + [UInt8(ascii: "=")] + percent($0.1) }.joined(separator: [UInt8(ascii: "&")]))
    }

    private static func percent(_ bytes: [UInt8]) -> [UInt8] {
        // Byte by byte a megabyte takes a second in a debug build, and one of nothing but a letter stays as it is.
        if bytes.count == long.count, bytes == long { return bytes }
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for byte in bytes {
            if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return out
    }

    private static func multipart(_ pairs: [([UInt8], [UInt8])], file: String, _ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, value) in pairs {
            out += Array("--b\r\nContent-Disposition: form-data; name=\"".utf8) + name + Array("\"\r\n\r\n".utf8) + value + Array("\r\n".utf8)
        }
        out += Array("--b\r\nContent-Disposition: form-data; name=\"\(file)\"; filename=\"../x.csv\"\r\nContent-Type: image/jpeg\r\n\r\n".utf8)
        return out + content + Array("\r\n--b--\r\n".utf8)
    }
}
