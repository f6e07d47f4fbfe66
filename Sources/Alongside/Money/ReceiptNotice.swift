import Kernel
import Sealing
import Storage
import Words

/// What the person who waits for their money is told. It goes to them, not to the ask, and says nothing of whom they helped.
enum ReceiptNotice {
    static func paid(_ receipt: Receipt, in house: House, group: Group, _ transaction: any Transaction) throws {
        try tell(receipt, .receiptPaid, in: house, group: group, transaction) { say, name, amount in
            say(
                "money.message.paid",
                [
                    "name": .text(name), "group": .text(group.name), "amount": .made(amount),
                    "how": .made(say.family("money.method.by", (receipt.method ?? .other).rawValue)),
                ]
            )
        }
    }

    static func question(_ receipt: Receipt, _ words: String, in house: House, group: Group, _ transaction: any Transaction) throws {
        let link = try receipt.match.map { try newLink(to: $0, receipt, in: house, group: group.id, transaction) }
        try tell(receipt, .receiptQuestion, link: link, in: house, group: group, transaction) { say, name, amount in
            let asked: [String: Argument] = [
                "name": .text(name), "group": .text(group.name), "amount": .made(amount), "words": .text(words),
            ]
            guard let link else { return say("money.message.question", asked) }
            let address = Compose.address(of: link, in: house, group: group)
            return say("money.message.question.link", asked.merging(["link": .code(address)]) { first, _ in first })
        }
    }

    static func rejected(_ receipt: Receipt, _ words: String, in house: House, group: Group, _ transaction: any Transaction) throws {
        try tell(receipt, .receiptRejected, in: house, group: group, transaction) { say, name, amount in
            say("money.message.rejected", ["name": .text(name), "group": .text(group.name), "amount": .made(amount), "words": .text(words)])
        }
    }

    /// It was the same receipt once more: nobody has done anything wrong.
    static func twice(_ receipt: Receipt, in house: House, group: Group, _ transaction: any Transaction) throws {
        try tell(receipt, .receiptRejected, in: house, group: group, transaction) { say, name, amount in
            say("money.message.twice", ["name": .text(name), "group": .text(group.name), "amount": .made(amount)])
        }
    }

    /// A link of the delivery that the receipt is of, where the question stands and is answered. It opens nothing of the ask any more.
    private static func newLink(to match: ID<Match>, _ receipt: Receipt, in house: House, group: ID<Group>, _ transaction: any Transaction) throws
        -> LinkToken
    {
        let token = LinkToken.random()
        try LinkStore.insert(
            PrivateLink(
                group: group, id: house.newID(), purpose: .match, person: receipt.payee, subject: receipt.ask?.subject, match: match, roles: []),
            hash: token.hash, at: house.now, transaction
        )
        return token
    }

    /// Somebody who is forgotten is told nothing.
    private static func tell(
        _ receipt: Receipt, _ kind: Message.Kind, link: LinkToken? = nil, in house: House, group: Group, _ transaction: any Transaction,
        words: (Wording, String, String) -> String
    ) throws {
        guard let payee = try PersonStore.with(id: receipt.payee, in: house, group: group.id, transaction), let card = payee.card else { return }
        let say = house.wording(payee.language, in: group)
        try MessageStore.insert(
            Message(
                id: house.newID(), person: payee.id, subject: payee.id.subject, match: receipt.match, kind: kind, language: payee.language,
                state: .waiting, urgent: false, createdAt: house.now, dueAt: group.wakingHours.awake(from: house.now)
            ),
            MessageWords(
                alias: card.alias, phone: card.phone, email: card.email, text: words(say, card.alias, say.money(receipt.amount)), link: link?.text),
            key: house.vault.key(of: payee.id.subject, in: group.id, transaction), in: house, group: group.id, transaction
        )
    }
}
