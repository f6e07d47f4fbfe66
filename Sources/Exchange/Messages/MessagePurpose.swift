import Kernel

/// Whether a message asks or offers, by its phrases. Where both are said and neither outweighs the other, a person decides.
struct MessagePurpose: Sendable {
    let field: MessageDraft.Field<MessageDraft.Purpose>

    init(_ text: MessageText, _ free: TakenWords, _ rules: MessageRules) {
        let found = rules.book("ask", "offer", "neither").matches(in: text, free: free.isFree).filter { $0.topic != "neither" }
        let choices = found.compactMap { match in
            MessageDraft.Purpose(rawValue: match.topic).map { MessageDraft.Choice($0, found: text.written(match.range)) }
        }
        // Longer phrases say more: "can offer" is plainer than "need".
        func weight(_ topic: String) -> Int { found.filter { $0.topic == topic }.reduce(0) { $0 + min($1.range.count, 2) } }
        let (ask, offer) = (weight("ask"), weight("offer"))
        var field = MessageDraft.Field(choices)
        if field.isOpen {
            if ask >= 2 * offer { field.value = .ask } else if offer >= 2 * ask { field.value = .offer }
        }
        self.field = field
    }
}
