import Kernel

/// A message without what chats and mail programs put around it: "forwarded message", From and Subject, "[10/03/2026, 18:22] Priya:".
struct MessageEnvelope: Sendable {
    /// Who sent it, as the chat or the mail says: a name or a number.
    var senders: [String] = []
    /// Addresses of who wrote it.
    var addresses: [String] = []
    var body = ""

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            // Quoted in a mail.
            String(line.drop { $0 == ">" || $0 == " " })
        }
        var kept: [String] = []
        var index = 0
        while index < lines.count {
            let head = lines[index...].prefix { Self.header($0) != nil }
            if head.count >= 2 {
                takeHeader(head.compactMap(Self.header), &kept)
                index += head.count
                continue
            }
            let line = lines[index]
            index += 1
            if Self.isFurniture(line) { continue }
            kept.append(takeChatHead(line))
        }
        body = kept.joined(separator: "\n").trimmed()
    }

    // MARK: Mail

    private enum Line { case from, subject, other }

    private static let names: [String: Line] = [
        "from": .from, "de": .from, "من": .from, "subject": .subject, "asunto": .subject, "الموضوع": .subject, "to": .other, "date": .other,
        "sent": .other, "cc": .other, "para": .other, "fecha": .other, "enviado": .other, "enviado el": .other, "reply to": .other, "الى": .other,
        "التاريخ": .other, "تاريخ": .other,
    ]

    /// The kind and the text of one line of a mail's head.
    private static func header(_ line: String) -> (Line, String)? {
        guard let colon = line.firstIndex(of: ":"), line.distance(from: line.startIndex, to: colon) <= 14 else { return nil }
        guard let kind = names[Folding.fold(String(line[..<colon]))] else { return nil }
        return (kind, String(line[line.index(after: colon)...]).replacing("*", with: "").trimmed())
    }

    /// The innermost writer is the last one named: whoever passed it on stands before.
    private mutating func takeHeader(_ head: [(Line, String)], _ kept: inout [String]) {
        for (kind, text) in head {
            switch kind {
            case .subject: kept.append(text)
            case .other: continue
            case .from:
                let address = text.split(whereSeparator: { " <>()[]\"".contains($0) }).first { $0.contains("@") }.map(String.init)
                let name = text.prefix { $0 != "<" && $0 != "(" && $0 != "@" }.replacing("\"", with: "").trimmed()
                addresses = address.map { [$0] } ?? addresses
                senders = name.isEmpty || text.hasPrefix(address ?? "\u{0}") ? senders : [name]
            }
        }
    }

    private static func isFurniture(_ line: String) -> Bool {
        if line.hasPrefix("-----") || line.hasPrefix("____") { return true }
        let folded = Folding.fold(line)
        return [
            "begin forwarded message", "forwarded message", "forwarded", "forwarded many times", "mensaje reenviado", "reenviado",
            "تمت اعاده توجيهها",
        ]
        .contains(folded)
            || ["sent from my ", "enviado desde mi ", "get outlook for", "ارسلت من "].contains { folded.hasPrefix($0) && folded.count < 60 }
    }

    // MARK: Chat

    /// `[10/03/2026, 18:22:05] Priya: ...` and `10/3/26, 6:22 pm - Priya: ...`, as chats write them when they are copied.
    private mutating func takeChatHead(_ line: String) -> String {
        // It stands at the beginning, or not at all.
        let end = line.index(line.startIndex, offsetBy: 120, limitedBy: line.endIndex) ?? line.endIndex
        let marks = line[..<end].filter { $0 != "\u{200E}" && $0 != "\u{200F}" && $0 != "\u{202A}" && $0 != "\u{202C}" }
        let pattern =
            /^\s*\[?\p{Nd}{1,4}[.\/\-]\p{Nd}{1,2}[.\/\-]\p{Nd}{2,4},?\s+\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?:\s*[apAP]\.?\s?[mM]\.?)?\]?\s*(?:-\s*)?([^:\n]{1,40}):\s*/
        guard let match = marks.prefixMatch(of: pattern) else { return line }
        let sender = String(match.1).trimmed()
        if !senders.contains(sender) { senders.append(sender) }
        return String(marks[match.range.upperBound...]) + line[end...]
    }
}
