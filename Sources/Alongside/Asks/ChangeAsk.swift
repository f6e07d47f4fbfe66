public import Kernel
public import Storage

/// Something of the six fields is different now.
public struct ChangeAsk: Sendable {
    public let input: OpenAsk.Input
    public let ask: ID<Ask>

    public init(_ input: OpenAsk.Input, of ask: ID<Ask>) {
        self.input = input
        self.ask = ask
    }

    /// The holder of the ask's own link may, and whoever triages; until it is done. Whoever has promised to help sees the change on their page.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor, link: PrivateLink? = nil) throws {
        var found = try AskLink.changeable(ask, by: actor, link, in: group.id, transaction)
        let isPromised = found.state == .accepted || found.state == .underWay
        let category = input.category == found.category ? nil : try OpenAsk.category(input.category, in: group, transaction)
        if category != nil, isPromised { throw Problem.invalid("kind", "asker.change.kind.promised") }
        if found.reach != .calls, let problem = try input.contact.problem(in: group.id, transaction) { throw problem }
        let key = try house.vault.key(of: found.id.subject, in: group.id, transaction)
        var (face, details) = try AskStore.sealed(of: found.id, key: key, in: house, group: group.id, transaction)
        let place = try AskPlace.decide(input.place, chosen: input.zone, in: house, group: group, transaction)

        // A list that was not edited by hand follows the words.
        let wasParsed = details.lists(ListParser.lines(of: details.words))
        if details.words != input.words, wasParsed || details.lines.isEmpty {
            let kind = try category ?? CategoryStore.with(id: found.category, in: group.id, transaction)
            // So does what the words say of food, where nobody wrote that by hand.
            if details.diet == nil || details.diet == ListParser.diet(in: details.words) {
                details.diet = kind?.kind == .shopping ? ListParser.diet(in: input.words) : nil
            }
            details.replaceLines(kind?.kind == .shopping ? ListParser.lines(of: input.words) : [])
        }
        if details.phone != input.contact.phone || details.email != input.contact.email || input.contact.reach == .calls {
            if details.phone != input.contact.phone { found.phoneAllowed = false }
            if input.contact.phone != nil || input.contact.email != nil {
                found.person = try AskNeighbour.findOrMake(
                    input.alias, input.contact, language: input.language, in: house, group: group, transaction
                ).id
            }
        }
        details.words = input.words
        details.phone = input.contact.phone
        details.email = input.contact.email
        details.otherContact = input.contact.other
        details.callTimes = input.contact.remark ?? details.callTimes
        if details.place != input.place { details.point = place.point }
        details.place = input.place
        face.alias = input.alias
        face.summary = AskSummary.of(details)
        face.area = AskArea.coarse(input.place)
        found.reach = input.contact.reach
        found.category = category?.id ?? found.category
        found.zone = place.zone ?? (input.place == nil ? nil : found.zone)
        found.language = input.language
        found.wantedBy = input.wantedBy.instant(today: CalendarDay.of(house.now, zone: group.timeZone), zone: group.timeZone)

        try AskStore.update(found, in: group.id, transaction)
        try AskStore.reseal(found.id, face: face, details: details, key: key, in: house, group: group.id, transaction)
        try History.record(.changed, "ask", found.id.subject, by: actor, in: house, group: group.id, transaction)
    }
}
