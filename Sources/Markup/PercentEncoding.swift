/// Percent-encoding as RFC 3986 has it, on UTF-8.
enum PercentEncoding {
    static func encode(_ text: String, keeping mayStay: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(mayStay) { return text }
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if mayStay(byte) {
                bytes.append(byte)
            } else {
                bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Letters, digits, `- . _ ~`.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    /// Unreserved and reserved signs, and `%` of what is encoded already.
    static func mayStandInAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5B, 0x5D: true
        default: isUnreserved(byte)
        }
    }
}
