import Kernel

extension Submission {
    /// Most values that one form may have; a page of a thousand lines is no form of ours.
    static let mostValues = 2_000

    /// Reads a body by its content type. Anything but the two kinds that forms send is refused with 415's problem.
    static func decode(_ request: WebRequest) throws -> Submission {
        guard !request.body.isEmpty else { return Submission() }
        let type = request.contentType ?? ""
        let kind = type.prefix { $0 != ";" }.trimmed().lowercased()
        switch kind {
        case "application/x-www-form-urlencoded":
            return try urlEncoded(request.body[...])
        case "multipart/form-data":
            guard let boundary = parameter("boundary", of: type), (1...70).contains(boundary.utf8.count) else {
                throw Problem(.invalid, "problem.form.unreadable")
            }
            return try multipart(request.body, boundary: Array(boundary.utf8))
        default:
            throw Problem(.invalid, "problem.form.unreadable")
        }
    }

    static func urlEncoded(_ body: ArraySlice<UInt8>) throws -> Submission {
        var submission = Submission()
        var count = 0
        for pair in body.split(separator: UInt8(ascii: "&")) {
            count += 1
            guard count <= mostValues else { throw Problem(.invalid, "problem.form.unreadable") }
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            submission.add(percentDecoded(halves[0]), halves.count > 1 ? percentDecoded(halves[1]) : "")
        }
        return submission
    }

    /// RFC 7578. Parts without a name are skipped; a body that does not end with its boundary is cut off and refused.
    static func multipart(_ body: [UInt8], boundary: [UInt8]) throws -> Submission {
        var submission = Submission()
        let mark = Array("--".utf8) + boundary
        guard var position = find(mark, in: body, from: 0).map({ $0 + mark.count }) else { throw Problem(.invalid, "problem.form.unreadable") }
        let separator = Array("\r\n".utf8) + mark
        var count = 0
        while true {
            if position + 2 <= body.count, body[position] == 0x2D, body[position + 1] == 0x2D { return submission }
            count += 1
            guard count <= mostValues, let headEnd = find(Array("\r\n\r\n".utf8), in: body, from: position),
                let end = find(separator, in: body, from: headEnd + 2)
            else { throw Problem(.invalid, "problem.form.cut") }
            let head = String(decoding: body[position..<headEnd], as: UTF8.self)
            let start = min(headEnd + 4, end)
            let content = body[start..<end]
            var disposition = ""
            var type = ""
            for line in head.split(whereSeparator: \.isNewline) {
                let lower = line.lowercased()
                if lower.hasPrefix("content-disposition:") { disposition = String(line.dropFirst(20)) }
                if lower.hasPrefix("content-type:") { type = line.dropFirst(13).trimmed() }
            }
            if let name = parameter("name", of: disposition) {
                if let file = parameter("filename", of: disposition) {
                    submission.add(name, file: File(name: clean(file), type: type.lowercased(), bytes: Array(content)))
                } else {
                    submission.add(name, String(decoding: content, as: UTF8.self))
                }
            }
            position = end + separator.count
        }
    }

    static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "+") {
                out.append(0x20)
            } else if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) {
                out.append(high << 4 | low)
                index += 2
            } else {
                out.append(byte)
            }
            index += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst(header.contains("=") ? 0 : 1) {
            let trimmed = part.trimmed()
            guard trimmed.lowercased().hasPrefix(name + "=") else { continue }
            let value = trimmed.dropFirst(name.count + 1)
            return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count >= 2 ? String(value.dropFirst().dropLast()) : String(value)
        }
        return nil
    }

    /// The first place of `needle` from `start` on, by its first byte and then the rest.
    private static func find(_ needle: [UInt8], in hay: [UInt8], from start: Int) -> Int? {
        guard hay.count >= needle.count, start <= hay.count - needle.count else { return nil }
        return hay.withUnsafeBufferPointer { hay in
            needle.withUnsafeBufferPointer { needle in
                var position = start
                while position <= hay.count - needle.count {
                    if hay[position] == needle[0] {
                        var index = 1
                        while index < needle.count, hay[position + index] == needle[index] { index += 1 }
                        if index == needle.count { return position }
                    }
                    position += 1
                }
                return nil
            }
        }
    }
}
