import Alongside
public import Kernel

/// Makes a draft of a pasted message, by the words of `Rules/message.xx.txt` and nothing else. Pure: the same message on the same day gives the same draft.
/// Time is linear in its length, but for a phrase's own.
public struct MessageReader: Sendable {
    /// Longer is no message: in Unicode scalars.
    public static let longest = 20_000

    let context: MessageContext
    let rules: MessageRules

    /// Throws where the rules that come with the program cannot be read.
    public init(_ context: MessageContext) throws {
        self.context = context
        rules = try MessageRules.shipped()
    }

    /// Throws `draft.problem.empty` and `draft.problem.long` beside the field `message`.
    public func read(_ message: String) throws(Problem) -> MessageDraft {
        guard message.unicodeScalars.count <= Self.longest else {
            throw Problem.invalid("message", "draft.problem.long", ["most": String(Self.longest)])
        }
        let envelope = MessageEnvelope(message)
        guard message.contains(where: { $0.isLetter || $0.isNumber }) else { throw Problem.invalid("message", "draft.problem.empty") }
        let text = MessageText(envelope.body)
        var draft = MessageDraft()
        var taken = TakenWords(text)

        let contacts = MessageContacts(text, envelope, context.country, rules)
        draft.phone = .init(contacts.phones)
        draft.email = .init(contacts.emails)
        taken.add(contacts.taken)

        let places = MessagePlaces(text, taken, context, rules)
        draft.address = .init(places.addresses)
        draft.zone = .init(places.zones)
        taken.add(places.taken)

        let name = MessageName(text, taken, envelope, rules)
        draft.name = .init(name.names)
        taken.add(name.taken)

        let when = MessageWhen(text, taken, context, rules)
        draft.urgency = .init(when.urgencies)
        draft.byWhen = .init(when.days)

        draft.askOrOffer = MessagePurpose(text, taken, rules).field
        let goods = MessageGoods(text, taken, rules)
        if draft.askOrOffer.value != .offer { draft.lines = goods.lines.map { .init(text: $0.text, quantity: $0.quantity, mustHave: $0.mustHave) } }
        draft.kinds = MessageKinds(text, taken, goods, context, rules).field
        if !draft.lines.isEmpty || draft.kinds.value?.key == "groceries" { draft.diet = ListParser.diet(in: envelope.body) }
        draft.language = MessageLanguage(text, rules).field
        draft.words = taken.rest(rules)
        return draft
    }
}

/// Which words of a message stand in a field already: they are looked at for nothing else, and are not repeated in the words of an ask.
struct TakenWords: Sendable {
    let text: MessageText
    private var isTaken: [Bool]

    init(_ text: MessageText) {
        self.text = text
        isTaken = [Bool](repeating: false, count: text.tokens.count)
    }

    mutating func add(_ ranges: [Range<Int>]) {
        for range in ranges { for index in range where isTaken.indices.contains(index) { isTaken[index] = true } }
    }

    func isFree(_ index: Int) -> Bool { isTaken.indices.contains(index) && !isTaken[index] }

    func isFree(_ range: Range<Int>) -> Bool { range.allSatisfy(isFree) }

    /// What is left of the message, without "my number is" before a number that is gone.
    func rest(_ rules: MessageRules) -> String {
        var cut = isTaken
        for match in rules.book("contact", "address", "name").matches(in: text) where match.range.upperBound < cut.count {
            if isTaken[match.range.upperBound] { for index in match.range { cut[index] = true } }
        }
        var out = ""
        var index = 0
        var position = text.text.startIndex
        while index < text.tokens.count {
            guard cut[index] else {
                index += 1
                continue
            }
            let end = cut[index...].firstIndex(of: false) ?? cut.count
            let kept = text.text[position..<text.tokens[index].range.lowerBound]
            out += kept.last.map { "+(".contains($0) } == true ? kept.dropLast() : kept
            position = text.tokens[end - 1].range.upperBound
            index = end
        }
        out += text.text[position...]
        return Self.tidy(out)
    }

    /// Marks that stand alone where words were cut out go too.
    private static func tidy(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: " ").filter { piece in
                piece.contains { $0.isLetter || $0.isNumber || $0.unicodeScalars.contains { $0.properties.isEmojiPresentation } }
                    || "-–—•*·□☐+".contains(piece)
            }.joined(separator: " ")
        }
        return lines.filter { line in line.contains { $0.isLetter || $0.isNumber } }.joined(separator: "\n")
    }
}
