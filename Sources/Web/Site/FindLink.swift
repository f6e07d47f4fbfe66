import Markup

/// A page of a long list, with what is looked for in it.
struct FindLink: Link {
    let base: Here
    let part: String
    let page: Int

    var path: String {
        let mark = base.path.contains("?") ? "&" : "?"
        let allowed = part.utf8.reduce(into: "") { out, byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            out += isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return base.path + mark + (part.isEmpty ? "" : "find=\(allowed)&") + "page=\(page)"
    }
}
