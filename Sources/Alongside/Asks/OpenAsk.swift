public import Kernel
public import Sealing
public import Storage
public import Words

/// Somebody asks for help, at whatever door. The page they land on is the acknowledgement; nothing is sent.
public struct OpenAsk: Sendable {
    /// What was understood of a form, a call or a row.
    public struct Input: Sendable {
        public var alias: String
        public var contact: Contact
        /// A street, a landmark; nil for "I will say on the phone" (requirement 2.19).
        public var place: String?
        /// The part of the group's area, where they chose one.
        public var zone: ID<Zone>?
        public var category: ID<Category>
        public var words: String
        public var wantedBy: WantedBy
        public var language: LanguageTag
        public var door: Ask.Door
        /// Who asks, where that is known beyond the contact: somebody who asks again from their private page (requirement 1.11).
        public var person: ID<Person>?
        public var lines: [AskDetails.Line]?
        /// When it was asked, where that was not now: a row of an old sheet.
        public var askedAt: Instant?
        /// A code word that was picked already, for many asks at once.
        public var codeWord: CodeWord?

        public init(
            alias: String, contact: Contact, place: String?, zone: ID<Zone>? = nil, category: ID<Category>, words: String,
            wantedBy: WantedBy = .noHurry, language: LanguageTag, door: Ask.Door = .web, person: ID<Person>? = nil, lines: [AskDetails.Line]? = nil,
            askedAt: Instant? = nil, codeWord: CodeWord? = nil
        ) {
            self.alias = alias
            self.contact = contact
            self.place = place
            self.zone = zone
            self.category = category
            self.words = words
            self.wantedBy = wantedBy
            self.language = language
            self.door = door
            self.person = person
            self.lines = lines
            self.askedAt = askedAt
            self.codeWord = codeWord
        }
    }

    /// What became of it.
    public struct Opened: Sendable {
        public let ask: ID<Ask>
        /// The private link of the asker; the database holds only its hash.
        public let token: LinkToken
        /// Nil when this form was sent before and the ask stood already.
        public let codeWord: CodeWord?
    }

    public let input: Input
    /// The form's one-time key: sent twice, it makes one ask and leads to the same page.
    public let once: OnceKey?
    /// The sheet it comes from.
    public let batch: ID<ImportBatch>?

    public init(_ input: Input, once: OnceKey? = nil, batch: ID<ImportBatch>? = nil) {
        self.input = input
        self.once = once
        self.batch = batch
    }

    /// The token that a form's one-time key leads to.
    public static func token(of once: OnceKey, in group: ID<Group>) -> LinkToken {
        LinkToken(onceKey: once.text, purpose: "asker", group: group.bytes)
    }

    /// Everybody may ask, as far as the scope dial reaches; at the other doors a person of the group decides at triage. Throws that, and what cannot be
    /// taken.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> Opened {
        let token = once.map { Self.token(of: $0, in: group.id) } ?? .random()
        if let once, let before = try Once.result(of: once, in: group.id, transaction) {
            guard let id = ID<Ask>(text: before) else { throw Problem.conflict("problem.form.twice") }
            return Opened(ask: id, token: token, codeWord: nil)
        }

        // Who may, and what is asked for.
        let category = try Self.category(input.category, in: group, transaction)
        // Only who comes by their own page is known at the web's door: an answer that hung on the contact would tell anybody who types a number
        // whether its owner has asked here.
        if input.door == .web, let problem = ScopeRule.problem(group, category, isKnown: input.person != nil, at: house.now) { throw problem }
        // At the other doors they have called already.
        if input.door == .web, let problem = try input.contact.problem(in: group.id, transaction) { throw problem }
        let place = try AskPlace.decide(input.place, chosen: input.zone, in: house, group: group, transaction)

        // Who it is.
        let person: ID<Person>
        if let given = input.person {
            try PersonStore.touch(given, in: house, group: group, transaction)
            person = given
        } else {
            person = try AskNeighbour.findOrMake(
                input.alias, input.contact, language: input.language, batch: batch, in: house, group: group, transaction
            ).id
        }

        // Save.
        let id: ID<Ask> = house.newID()
        let link: ID<PrivateLink> = house.newID()
        let key = try house.vault.begin(id.subject, .ask, in: group, at: house.now, links: [(link, token.key)], transaction)
        let word = try input.codeWord ?? AskCodeWord.pick(language: input.language, in: house, group: group.id, transaction)
        let ask = Ask(
            id: id, person: person, category: category.id, zone: place.zone, state: .new, costPath: .unsure, language: input.language,
            door: input.door, reach: input.contact.reach, phoneAllowed: false, safeMode: false, createdAt: input.askedAt ?? house.now,
            wantedBy: input.wantedBy.instant(today: CalendarDay.of(house.now, zone: group.timeZone), zone: group.timeZone),
            consentVersion: input.door == .sheet ? Consent.sheet : Consent.current
        )
        let details = AskDetails(
            words: input.words, phone: input.contact.phone, email: input.contact.email, otherContact: input.contact.other, place: input.place,
            point: place.point, lines: input.lines ?? (category.kind == .shopping ? ListParser.lines(of: input.words) : []),
            diet: category.kind == .shopping ? ListParser.diet(in: input.words) : nil, callTimes: input.contact.remark
        )
        let face = AskFace(
            alias: input.alias, codeWord: word.text, codeWordLatin: word.latin, summary: AskSummary.of(details), area: AskArea.coarse(input.place)
        )
        try AskStore.insert(ask, face: face, details: details, key: key, batch: batch, in: house, group: group.id, transaction)
        try LinkStore.insert(
            PrivateLink(group: group.id, id: link, purpose: .asker, person: person, subject: id.subject, roles: []), hash: token.hash, at: house.now,
            transaction
        )
        if let once { try Once.remember(id.text, of: once, in: group.id, at: house.now, transaction) }
        try History.record(.asked, "ask", id.subject, by: actor, in: house, group: group.id, transaction)
        return Opened(ask: id, token: token, codeWord: word)
    }

    /// An active kind of help of this group.
    static func category(_ id: ID<Category>, in group: Group, _ connection: any Connection) throws -> Category {
        guard let category = try CategoryStore.with(id: id, in: group.id, connection), category.active else {
            throw Problem.invalid("kind", "problem.choice")
        }
        return category
    }
}
