import Alongside
import Kernel

/// Numbers and addresses by which somebody can be reached: all that stand in a message, also a number that was spoken word by word.
struct MessageContacts: Sendable {
    private(set) var phones: [MessageDraft.Choice<String>] = []
    private(set) var emails: [MessageDraft.Choice<String>] = []
    /// The words that they stand in.
    private(set) var taken: [Range<Int>] = []

    private let country: CallingCountry?

    init(_ text: MessageText, _ envelope: MessageEnvelope, _ country: CallingCountry?, _ rules: MessageRules) {
        self.country = country
        findEmails(text)
        for run in Self.runs(text.text) { add(run, text) }
        findSpoken(text, rules)
        // Who sent it counts as long as the message names nobody itself.
        if emails.isEmpty { emails = envelope.addresses.compactMap { email($0) } }
        for sender in envelope.senders where phones.isEmpty {
            if let number = number(sender) { phones.append(.init(number, found: sender)) }
        }
    }

    // MARK: E-mail

    private mutating func findEmails(_ text: MessageText) {
        for piece in text.text.split(whereSeparator: { $0.isWhitespace || "<>()[],;:،؛\"“”".contains($0) }) where piece.contains("@") {
            guard piece.utf8.count <= 320, let found = email(String(piece)) else { continue }
            emails.append(found)
            taken.append(text.words(in: piece.startIndex..<piece.endIndex))
        }
    }

    private func email(_ written: String) -> MessageDraft.Choice<String>? {
        guard let country = country ?? CallingCountry.known.first, let read = try? Contact.read(written, country: country, field: "email") else {
            return nil
        }
        return read.email.map { .init($0, found: written) }
    }

    // MARK: Numbers in digits

    private mutating func add(_ run: Range<String.Index>, _ text: MessageText) {
        let written = text.text[run].trimmed()
        let words = text.words(in: run)
        guard !taken.contains(where: { $0.overlaps(words) }), let number = number(written) else { return }
        phones.append(.init(number, found: written))
        taken.append(words)
    }

    /// Digits in any script with what people put between them, on one line. A zero or a plus behind a blank begins another number when what stood before is
    /// short: "Station Road 12 020 7946 0123". The point that ends a sentence ends the number too.
    private static func runs(_ text: String) -> [Range<String.Index>] {
        text.matches(of: /[+\u{FF0B}(]?\p{Nd}(?:(?:[ ()\-\u{2010}-\u{2013}\u{00A0}\u{200E}]{0,3}|\.)\p{Nd})+/).flatMap {
            match -> [Range<String.Index>] in
            let run = text[match.range]
            if run.firstMatch(of: /^\p{Nd}{1,4}[.\/\-]\p{Nd}{1,2}[.\/\-]\p{Nd}{2,4}$/) != nil { return [] }
            guard let cut = run.firstMatch(of: /^(\p{Nd}{1,4}) (?=[0٠+(])/) else { return [match.range] }
            let rest = cut.range.upperBound..<match.range.upperBound
            return cut.1.first?.wholeNumberValue == 0 || text[rest].filter(\.isNumber).count < 9 ? [match.range] : [rest]
        }
    }

    /// E.164, or the digits where nothing says of which country; nil for what is no number.
    private func number(_ written: String) -> String? {
        let digits = written.filter(\.isNumber).compactMap(\.wholeNumberValue)
        guard (7...15).contains(digits.count), !written.contains(where: \.isLetter) else { return nil }
        if let country { return try? PhoneNumber(typed: written, country: country).text }
        let isWhole = written.hasPrefix("+") || digits.starts(with: [0, 0])
        // Any country reads a number that says its own.
        if isWhole, let any = CallingCountry.known.first { return try? PhoneNumber(typed: written, country: any).text }
        return digits.map(String.init).joined()
    }

    // MARK: Numbers in words

    /// "Oh seven seven double oh ...": at least seven digits in a row.
    private mutating func findSpoken(_ text: MessageText, _ rules: MessageRules) {
        let book = rules.book("number", "repeat")
        var digits = ""
        var start = 0
        var spoken = 0
        var times = 1
        func isSpoken() -> Bool { spoken >= 4 && digits.count >= 7 }
        var index = 0
        while index <= text.tokens.count {
            let token = index < text.tokens.count ? text.tokens[index] : nil
            let match = token == nil ? nil : book.longest(at: index, in: text)
            var piece: String?
            if let match, match.range.count == 1, let value = match.value.flatMap({ Int($0) }), token?.forms.contains(where: { $0.count > 0 }) == true
            {
                if match.topic == "repeat" {
                    if digits.isEmpty { start = index }
                    times = value
                    index += 1
                    continue
                }
                piece = String(value)
                spoken += 1
            } else if let token, token.isNumber, !taken.contains(where: { $0.contains(index) }), !digits.isEmpty {
                piece = token.folded
            }
            if let piece {
                if digits.isEmpty, times == 1 { start = index }
                digits += String(repeating: piece, count: times)
                times = 1
                index += 1
                continue
            }
            if isSpoken(), let number = number(digits) {
                phones.append(.init(number, found: text.written(start..<index)))
                taken.append(start..<index)
            }
            digits = ""
            spoken = 0
            times = 1
            index += 1
        }
    }
}
