public import Kernel
public import Sealing
public import Storage
public import Words

/// Writes what is to be told, in the language of whoever reads it, and puts it into the queue: `message.<kind>` of the catalog, or its twin
/// `message.<kind>.safe`, which says nothing of what it is about. Links begin with the installation's public address; when the words are read, with
/// the one it has then.
public enum Compose {
    /// What fills the placeholders, said in the reader's language. `name`, `group` and `link` are filled in by themselves.
    public typealias Filling = (Wording) throws -> [String: Argument]

    /// "Could you help?" to the helper of a match, with the private link of that one task. Made in the transaction that proposes the match.
    /// The token stands nowhere but in the sealed message. Nil when the helper's card is forgotten and nobody can be told.
    @discardableResult
    public static func offer(
        _ match: Match, of ask: Ask, overLimit: Bool = false, in house: House, group: Group, _ transaction: any Transaction
    ) throws -> ID<Message>? {
        let token = LinkToken.random()
        try LinkStore.insert(
            PrivateLink(
                group: group.id, id: house.newID(), purpose: .match, person: match.helper, subject: ask.id.subject, match: match.id, roles: []),
            hash: token.hash, at: house.now, transaction
        )
        let category = try CategoryStore.with(id: ask.category, in: group.id, transaction)
        let zone = try ask.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, transaction) }
        let urgent = ask.urgency == .today
        let companion = try match.companion.flatMap { try PersonStore.with(id: $0, in: house, group: group.id, transaction)?.card?.alias }
        // Who is at their limit and would go with somebody reads with whom on the page.
        let variant = overLimit ? "overLimit" : match.companion == nil ? nil : "paired"
        return try toHelper(
            .offerToHelper, match.helper, match: match.id, variant: variant, urgent: urgent, safe: ask.safeMode, link: token,
            in: house, group: group, transaction
        ) { say in
            [
                "kind": .text(category?.name(in: say.language, group: group) ?? say("message.kind.other")),
                "area": .text(zone?.name ?? say("message.area.unknown")),
                "minutes": .made(say.duration(.minutes(category?.minutes ?? 60))), "companion": .text(companion ?? say("message.someone")),
                // A date, not "tomorrow": it may be read another day.
                "by": .made(ask.wantedBy.map { " " + say("message.by", ["day": .made(say.weekdayAndDate($0, zone: group.timeZone))]) } ?? ""),
                "hold": .made(say.duration(.minutes(urgent ? group.urgentHoldMinutes : group.normalHoldMinutes))),
            ]
        }
    }

    /// Something to a helper, sealed under their own key. Nil when their card is forgotten.
    ///
    /// - Parameters:
    ///   - link: stands in the text as `{link}`; who makes it inserts it.
    ///   - urgent: first in the queue and due at any hour; else it rests in the group's night.
    @discardableResult
    public static func toHelper(
        _ kind: Message.Kind, _ helper: ID<Person>, match: ID<Match>? = nil, variant: String? = nil, urgent: Bool = false, safe: Bool = false,
        link: LinkToken? = nil, in house: House, group: Group, _ transaction: any Transaction, _ filling: Filling = { _ in [:] }
    ) throws -> ID<Message>? {
        guard let person = try PersonStore.with(id: helper, in: house, group: group.id, transaction), let card = person.card else { return nil }
        let say = house.wording(person.language, in: group)
        let id: ID<Message> = house.newID()
        try MessageStore.insert(
            Message(
                id: id, person: helper, subject: helper.subject, match: match, kind: kind, language: person.language, state: .waiting,
                urgent: urgent, createdAt: house.now, dueAt: urgent ? house.now : group.wakingHours.awake(from: house.now)
            ),
            MessageWords(
                alias: card.alias, phone: card.phone, email: card.email,
                text: try text(kind, variant, safe: safe, name: card.alias, link: link, say, in: house, group: group, filling), link: link?.text
            ),
            key: house.vault.key(of: helper.subject, in: group.id, transaction), in: house, group: group.id, transaction
        )
        return id
    }

    /// Something to the asker, sealed under the ask's key. Nil when there is no way to write to them: they call, or look at their own page.
    ///
    /// - Parameter link: stands in the text as `{link}`. Without one the news that make somebody look at their page bring a link of their own, which
    ///   ends with the others; in safe mode none does, since whoever holds the phone could open it.
    /// - Parameter dueAt: not before then; else now, in the group's waking hours.
    @discardableResult
    public static func toAsker(
        _ kind: Message.Kind, _ ask: Ask, match: ID<Match>? = nil, variant: String? = nil, urgent: Bool = false, link: LinkToken? = nil,
        dueAt: Instant? = nil, in house: House, group: Group, _ transaction: any Transaction, _ filling: Filling = { _ in [:] }
    ) throws -> ID<Message>? {
        let key = try house.vault.key(of: ask.id.subject, in: group.id, transaction)
        let (face, details) = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, transaction)
        let reachable = details.reachable
        guard !reachable.isNowhere else { return nil }
        let makesLink = link == nil && !ask.safeMode && Self.withOwnPage.contains(kind)
        let link = makesLink ? try NewAskLink.make(for: ask, in: house, group: group.id, transaction) : link
        let say = house.wording(ask.language, in: group)
        let id: ID<Message> = house.newID()
        try MessageStore.insert(
            Message(
                id: id, person: ask.person, subject: ask.id.subject, match: match, kind: kind, language: ask.language, state: .waiting,
                urgent: urgent, createdAt: house.now, dueAt: dueAt ?? (urgent ? house.now : group.wakingHours.awake(from: house.now))
            ),
            MessageWords(
                alias: face.alias, phone: reachable.phone, email: reachable.email, otherContact: reachable.other,
                text: try text(kind, variant, safe: ask.safeMode, name: face.alias, link: link, say, in: house, group: group, filling),
                link: link?.text
            ),
            key: key, in: house, group: group.id, transaction
        )
        return id
    }

    /// What is told with the way to the asker's own page. At the door nobody reads a page.
    private static let withOwnPage: Set<Message.Kind> = [.helperFound, .takesLonger, .notDelivered, .cannotDo]

    /// The whole address of a private link.
    public static func address(of token: LinkToken, in house: House, group: Group) -> String { "\(house.publicURL)/\(group.slug)/l/\(token.text)" }

    private static func text(
        _ kind: Message.Kind, _ variant: String?, safe: Bool, name: String, link: LinkToken?, _ say: Wording, in house: House, group: Group,
        _ filling: Filling
    ) throws -> String {
        var words = try filling(say)
        words["name"] = .text(name)
        words["group"] = .text(group.name)
        if let link { words["link"] = .code(address(of: link, in: house, group: group)) }
        let member = safe ? kind.rawValue + ".safe" : [kind.rawValue, variant].compactMap { $0 }.joined(separator: ".")
        return say.family("message", !group.canBeCalled && saysToCall.contains(member) ? member + ".noPhone" : member, words)
    }

    /// What asks somebody to call. Its twin `.noPhone` is written where the group has no number.
    static let saysToCall: Set<String> = ["cannot_do", "cannot_do.safe", "helper_found.safe", "not_delivered.safe"]
}
