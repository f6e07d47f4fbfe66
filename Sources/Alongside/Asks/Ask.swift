public import Kernel
public import Sealing
public import Storage

/// Somebody needs something. What a queue needs stands in the clear; everything by which a person could be found is sealed in `AskFace` and `AskDetails`.
public struct Ask: Sendable {
    public let id: ID<Ask>
    public var person: ID<Person>?
    public var category: ID<Category>
    public var zone: ID<Zone>?
    public var state: AskState
    public var closing: Closing?
    public var urgency: Urgency?
    public var costPath: CostPath
    /// What it may cost from the fund, in the group's currency; nil for the group's own cap.
    public var capMinor: Int64?
    public var language: LanguageTag
    public var door: Door
    public var reach: Reach
    /// Whether the helper may have the phone number. No by default.
    public var phoneAllowed: Bool
    /// Messages say nothing of what they are about.
    public var safeMode: Bool
    public var createdAt: Instant
    public var wantedBy: Instant?
    public var triagedAt: Instant?
    /// When a person last had to do with it (requirement 1.9).
    public var lastContactAt: Instant?
    public var closedAt: Instant?
    /// How often it was needed, with this time: one more each time it opens again after it was done.
    public var occasion: Int
    public var consentVersion: Int
    public var forgottenAt: Instant?

    public enum Closing: String, Sendable, CaseIterable, Storable {
        case met, withdrawn
        case outOfScope = "out_of_scope"
        case elsewhere
        case notWanted = "not_wanted"
        case unreachable, duplicate, undone
    }

    public enum Urgency: String, Sendable, CaseIterable, Storable {
        case today
        case twoDays = "two_days"
        case week, ongoing
    }

    public enum CostPath: String, Sendable, CaseIterable, Storable { case pays, fund, unsure }

    public enum Door: String, Sendable, CaseIterable, Storable { case web, phone, paper, sheet }

    public enum Reach: String, Sendable, CaseIterable, Storable {
        case phone, email
        /// "I will call you": no contact is stored.
        case calls
        case other
    }

    public init(
        id: ID<Ask>, person: ID<Person>? = nil, category: ID<Category>, zone: ID<Zone>? = nil, state: AskState, closing: Closing? = nil,
        urgency: Urgency? = nil, costPath: CostPath, capMinor: Int64? = nil, language: LanguageTag, door: Door, reach: Reach,
        phoneAllowed: Bool, safeMode: Bool, createdAt: Instant, wantedBy: Instant? = nil, triagedAt: Instant? = nil,
        lastContactAt: Instant? = nil, closedAt: Instant? = nil, occasion: Int = 1, consentVersion: Int, forgottenAt: Instant? = nil
    ) {
        self.id = id
        self.person = person
        self.category = category
        self.zone = zone
        self.state = state
        self.closing = closing
        self.urgency = urgency
        self.costPath = costPath
        self.capMinor = capMinor
        self.language = language
        self.door = door
        self.reach = reach
        self.phoneAllowed = phoneAllowed
        self.safeMode = safeMode
        self.createdAt = createdAt
        self.wantedBy = wantedBy
        self.triagedAt = triagedAt
        self.lastContactAt = lastContactAt
        self.closedAt = closedAt
        self.occasion = occasion
        self.consentVersion = consentVersion
        self.forgottenAt = forgottenAt
    }
}

/// What a board row shows: sealed, small, one a row.
public struct AskFace: SealedRecord {
    public static let field = "ask.face"

    /// Name or alias, as the person gave it.
    public var alias: String
    public var codeWord: String
    /// The code word in Latin letters, where it is not written in them.
    public var codeWordLatin: String?
    /// The first words of what is asked for, at most 80 letters.
    public var summary: String
    /// Coarse place for the row: the street without number, or the landmark.
    public var area: String?

    public init(alias: String, codeWord: String, codeWordLatin: String?, summary: String, area: String?) {
        self.alias = alias
        self.codeWord = codeWord
        self.codeWordLatin = codeWordLatin
        self.summary = summary
        self.area = area
    }

    public init(_ reader: FieldReader) throws {
        alias = reader.text(1) ?? ""
        codeWord = reader.text(2) ?? ""
        codeWordLatin = reader.text(3)
        summary = reader.text(4) ?? ""
        area = reader.text(5)
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, alias)
        writer.text(2, codeWord)
        writer.text(3, codeWordLatin)
        writer.text(4, summary)
        writer.text(5, area)
    }
}

/// Everything else of an ask that is sealed.
public struct AskDetails: SealedRecord {
    public static let field = "ask.details"

    /// What they wrote, as they wrote it.
    public var words: String
    /// E.164, or nil.
    public var phone: String?
    public var email: String?
    /// How else to reach them, in their words.
    public var otherContact: String?
    /// Street and number, or landmark, as typed (requirement 2.19).
    public var place: String?
    /// Door, floor, bell: opened on the day only.
    public var doorDetail: String?
    public var point: Coordinate?
    /// The shopping list. It is changed by `replaceLines`, so that every line keeps its number.
    public internal(set) var lines: [Line]
    /// Goes up with every change of the list, so that a form that was open meanwhile can say so.
    public internal(set) var listVersion = 0
    /// The number that the next new line gets: none is given twice, also when a line was taken away.
    var nextLine = 0
    /// What to do when the shop has none; nil where nothing was said.
    public var substitutions: Substitutions?
    /// Halal, kosher, vegan, allergies ... in their words.
    public var diet: String?
    public var store: String?
    /// Access needs, in codes of `AccessNeed` and in words.
    public var access: [AccessNeed]
    public var accessWords: String?
    /// When asked on behalf of somebody: who asks, and how that person themself may safely be reached.
    public var proxyName: String?
    public var proxyContact: String?
    public var safeContact: String?
    /// When it is safe or good to call, in their words.
    public var callTimes: String?
    public var notes: String?
    /// Until when somebody keeps to their home. It tells of an illness, so it is sealed with the rest.
    public var isolatingUntil: Instant?

    /// One line of a shopping list.
    public struct Line: Sendable, Hashable {
        public var text: String
        public var quantity: String?
        public var mustHave: Bool
        /// What else would do, in their words.
        public var instead: String?
        /// Its own within the ask, for as long as it stands on the list: what was found in the shop hangs on it.
        public internal(set) var number = 0

        public init(text: String, quantity: String? = nil, mustHave: Bool = false, instead: String? = nil) {
            self.text = text
            self.quantity = quantity
            self.mustHave = mustHave
            self.instead = instead
        }

        /// As it is written in a list: "2 l milk".
        public var written: String { quantity.map { "\($0) \(text)" } ?? text }
    }

    public enum Substitutions: String, Sendable, CaseIterable { case similar, ask, none }

    /// What the person needs so that it works for them; shown to a helper before they say yes (section 4).
    public enum AccessNeed: String, Sendable, CaseIterable {
        case largeText = "large_text"
        case relayCall = "relay_call"
        case ramp
        case noStairs = "no_stairs"
        case carryUp = "carry_up"
        case interpreter
        case textOnly = "text_only"
        case slowDoor = "slow_door"
    }

    public init(
        words: String, phone: String? = nil, email: String? = nil, otherContact: String? = nil, place: String? = nil, doorDetail: String? = nil,
        point: Coordinate? = nil, lines: [Line] = [], substitutions: Substitutions? = nil, diet: String? = nil, store: String? = nil,
        access: [AccessNeed] = [], accessWords: String? = nil, proxyName: String? = nil, proxyContact: String? = nil,
        safeContact: String? = nil, callTimes: String? = nil, notes: String? = nil,
        isolatingUntil: Instant? = nil
    ) {
        self.words = words
        self.phone = phone
        self.email = email
        self.otherContact = otherContact
        self.place = place
        self.doorDetail = doorDetail
        self.point = point
        self.lines = []
        self.substitutions = substitutions
        self.diet = diet
        self.store = store
        self.access = access
        self.accessWords = accessWords
        self.proxyName = proxyName
        self.proxyContact = proxyContact
        self.safeContact = safeContact
        self.callTimes = callTimes
        self.notes = notes
        self.isolatingUntil = isolatingUntil
        replaceLines(lines)
    }

    public init(_ reader: FieldReader) throws {
        words = reader.text(1) ?? ""
        phone = reader.text(2)
        email = reader.text(3)
        otherContact = reader.text(4)
        place = reader.text(5)
        doorDetail = reader.text(6)
        point = SealedPoint.read(reader, 7, 8)
        lines = reader.list(9).enumerated().map { place, item in
            var line = Line(text: item.text(1) ?? "", quantity: item.text(2), mustHave: item.flag(3), instead: item.text(4))
            // A list from before lines had numbers: their places were what was written down in the shop.
            line.number = item.integer(5).map(Int.init) ?? place
            return line
        }
        nextLine = reader.integer(21).map(Int.init) ?? lines.count
        listVersion = reader.integer(22).map(Int.init) ?? 0
        substitutions = reader.text(10).flatMap(Substitutions.init)
        diet = reader.text(11)
        store = reader.text(12)
        access = (reader.text(13) ?? "").split(separator: " ").compactMap { AccessNeed(rawValue: String($0)) }
        accessWords = reader.text(14)
        proxyName = reader.text(15)
        proxyContact = reader.text(16)
        safeContact = reader.text(17)
        callTimes = reader.text(18)
        notes = reader.text(19)
        isolatingUntil = reader.integer(20).map { Instant(milliseconds: $0) }
    }

    public func write(_ writer: inout FieldWriter) {
        writer.text(1, words)
        writer.text(2, phone)
        writer.text(3, email)
        writer.text(4, otherContact)
        writer.text(5, place)
        writer.text(6, doorDetail)
        SealedPoint.write(point, &writer, 7, 8)
        writer.list(
            9,
            lines.map { line in
                var item = FieldWriter()
                item.text(1, line.text)
                item.text(2, line.quantity)
                item.flag(3, line.mustHave)
                item.text(4, line.instead)
                item.integer(5, Int64(line.number))
                return item
            }
        )
        writer.text(10, substitutions?.rawValue)
        writer.text(11, diet)
        writer.text(12, store)
        writer.text(13, access.isEmpty ? nil : access.map(\.rawValue).joined(separator: " "))
        writer.text(14, accessWords)
        writer.text(15, proxyName)
        writer.text(16, proxyContact)
        writer.text(17, safeContact)
        writer.text(18, callTimes)
        writer.text(19, notes)
        writer.integer(20, isolatingUntil?.milliseconds)
        writer.integer(21, Int64(nextLine))
        writer.integer(22, Int64(listVersion))
    }
}
