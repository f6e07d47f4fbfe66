import Alongside
import Kernel
import Sealing
import Storage
import Words

/// Everything a task's pages need. What the helper may not see now is not even loaded.
struct TaskModel: Sendable {
    /// What the page is about.
    enum Standing: String, Sendable {
        case proposed
        /// The hold ran out, and nobody else has said yes.
        case late
        case promised
        case done, declined
        case handedBack = "handed_back"
        case failed
        /// Somebody else was quicker.
        case taken
        /// It is not needed any more.
        case gone
        /// The reader goes along with the helper whose task it is.
        case along
    }

    let match: Match
    let ask: Ask
    let standing: Standing
    /// The reader is the one who goes along, not the helper.
    let goesAlong: Bool
    let helper: Helper
    let helperAlias: String
    /// Who goes along; nil where nobody does.
    let companionAlias: String?
    let load: WeeklyLoad
    let category: Alongside.Category?
    let zone: Zone?
    /// Of the ask; nil once the task is over.
    /// Before a yes its name is only the first.
    let face: AskFace?
    /// What may be seen before a yes.
    let glance: Glance?
    /// Only while it is promised. Place, phone and door are taken out: they open one by one.
    let details: AskDetails?
    /// Whether there is something to know at the door.
    let hasDoorNotes: Bool
    let notes: MatchNotes
    /// What somebody bought before and could not bring.
    let goods: [HeldGoods]
    /// What was to follow when it could not be delivered.
    let nextStep: Match.NextStep?
    /// What was handed in for this task.
    let receipts: [Receipt]
    /// What the neighbour wrote to the helper, once it was passed on.
    let thanks: String?
    /// Whether the helper has said how much they want, or the group's own limit stands.
    let hasSaidLimits: Bool
    /// What a treasurer wants to know about receipts of this task.
    let questions: [Question]

    struct Question: Sendable {
        let receipt: ID<Receipt>
        let amount: Money
        let words: String
    }

    /// What helps to decide: no name but the first, no place but the area.
    struct Glance: Sendable {
        /// Without a word of medicine: of that only `count` is said.
        let lines: [String]
        /// How many lines there are; 0 where not even that may be told.
        let count: Int
        let summary: String
        let access: [AskDetails.AccessNeed]
        let accessWords: String?
        let store: String?
        /// Whether there is something to know about food; what it is, is read after a yes.
        let hasDiet: Bool
        /// Metres along a straight line, where both places are known.
        let metres: Double?
    }

    var hasReceipt: Bool { !receipts.isEmpty }

    var cap: Money? { match.state.isPromise || standing == .proposed || standing == .late ? capIfAny : nil }
    private let capIfAny: Money?

    /// It is over, however it went, and what was paid for it was not handed in yet.
    var owesReceipt: Bool { needsReceipt && !hasReceipt && !goesAlong && !match.state.isPromise && match.mayBeRepaid }
    var needsDoor: Bool { category?.kind.needsDoor ?? true }
    var isMedicine: Bool { category?.kind == .prescription }
    var needsReceipt: Bool { category?.kind.needsReceipt ?? false }
    var minutes: Int { category?.minutes ?? 60 }

    static func load(_ visit: Visit, _ connection: any Connection) throws -> TaskModel {
        let (house, group) = (visit.house, visit.group)
        let match = try MatchStore.existing(id(visit), in: group.id, connection)
        let ask = try AskStore.existing(match.ask, in: group.id, connection)
        let all = try MatchStore.of(ask: ask.id, in: group.id, connection)
        let goesAlong = try isCompanion(of: match, visit)
        let standing = goesAlong ? (match.state.isPromise ? .along : .gone) : standing(match, ask, all)
        let category = try house.categories.with(id: ask.category, in: group, connection)
        let companion = try match.companion.flatMap { try Self.card(of: $0, visit, connection)?.alias }
        let card = try Self.card(of: match.helper, visit, connection)
        var face: AskFace?
        var details: AskDetails?
        var glance: Glance?
        var hasDoorNotes = false
        var notes = MatchNotes()
        var goods: [HeldGoods] = []
        let attempts = all.contains { $0.failure != nil } ? try AttemptStore.of(ask.id, in: group.id, connection) : []
        if standing == .proposed || standing == .late || standing == .promised {
            let key = try house.vault.key(of: ask.id.subject, in: group.id, heldBy: visit.link?.token, connection)
            let sealed = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, connection)
            face = sealed.face
            if standing != .promised { face?.alias = FirstName.of(sealed.face.alias) }
            goods = try HeldGoods.load(for: ask, all, attempts, key: key, in: house, group: group.id, connection)
            glance = Self.glance(ask, category, sealed.face, sealed.details, without: goods, from: card?.point)
            if standing == .promised {
                details = sealed.details.withoutPlaces
                hasDoorNotes = sealed.details.doorDetail != nil
                notes = try MatchStore.notes(of: match, key: key, in: house, group: group.id, connection)
            }
        }
        let receipts = try ReceiptStore.of(match: match.id, in: group.id, connection)
        return TaskModel(
            match: match, ask: ask, standing: standing, goesAlong: goesAlong,
            helper: try HelperStore.existing(match.helper, in: group.id, connection),
            helperAlias: (goesAlong && standing == .gone ? companion : card?.alias) ?? visit.say("helping.you"), companionAlias: companion,
            load: try WeeklyLoad.of(match.helper, in: group, at: visit.now, connection),
            category: category,
            zone: try ask.zone.flatMap { try ZoneStore.with(id: $0, in: group.id, connection) }, face: face, glance: glance, details: details,
            hasDoorNotes: hasDoorNotes, notes: notes, goods: goods, nextStep: attempts.first { $0.match == match.id }?.next,
            receipts: receipts, thanks: goesAlong ? nil : try thanks(match, ask, visit, connection),
            hasSaidLimits: try SaidLimitsStore.has(match.helper, in: group.id, connection),
            questions: goesAlong ? [] : try questions(receipts, visit, connection),
            capIfAny: TaskCap.of(ask, in: group)
        )
    }

    /// The match of this visit's link.
    static func id(_ visit: Visit) throws -> ID<Match> {
        guard let match = visit.link?.link.match else { throw Problem.missing() }
        return match
    }

    private static func questions(_ receipts: [Receipt], _ visit: Visit, _ connection: any Connection) throws -> [Question] {
        try receipts.filter { $0.state == .needsInformation }.compactMap { receipt in
            let sealed = try ReceiptStore.sealed(of: receipt.id, in: visit.house, group: visit.group.id, connection)
            return sealed?.question.map { Question(receipt: receipt.id, amount: receipt.amount, words: $0) }
        }
    }

    /// In safe mode nothing is told of what it was about. Nil too where it is forgotten, and while the group's key is locked.
    private static func thanks(_ match: Match, _ ask: Ask, _ visit: Visit, _ connection: any Connection) throws -> String? {
        let (house, group) = (visit.house, visit.group.id)
        guard match.state == .done, !ask.safeMode, let thanks = try ThanksStore.of(ask.id, in: group, connection), thanks.match == match.id,
            thanks.state == .passed
        else { return nil }
        do {
            return try thanks.words(key: house.vault.key(of: ask.id.subject, in: group, connection), in: house, group: group)
        } catch let problem as Problem where problem.kind == .missing || problem.key == "problem.key.group" {
            return nil
        }
    }

    /// Whether the link is of the one who goes along; to anybody else's link there is no such task.
    private static func isCompanion(of match: Match, _ visit: Visit) throws -> Bool {
        guard let person = visit.link?.link.person, person == match.helper || person == match.companion else { throw Problem.missing() }
        return person != match.helper
    }

    /// Nil where it is forgotten, and while the group's key is locked: the task is shown without the name.
    private static func card(of person: ID<Person>, _ visit: Visit, _ connection: any Connection) throws -> PersonCard? {
        do {
            return try PersonStore.with(id: person, in: visit.house, group: visit.group.id, connection)?.card
        } catch let problem as Problem where problem.key == "problem.key.group" {
            return nil
        }
    }

    static func standing(_ match: Match, _ ask: Ask, _ all: [Match]) -> Standing {
        let isTaken = all.contains { $0.id != match.id && $0.occasion == match.occasion && ($0.state.isPromise || $0.state == .done) }
        switch match.state {
        case .accepted, .shopping, .atDoor: return .promised
        case .done: return .done
        case .declined: return .declined
        case .handedBack: return .handedBack
        case .failed: return .failed
        case .cancelled: return isTaken ? .taken : .gone
        case .planned, .proposed, .lapsed:
            if isTaken { return .taken }
            if ask.state == .closed || ask.state == .done || match.occasion != ask.occasion { return .gone }
            return match.state == .proposed ? .proposed : match.state == .lapsed ? .late : .gone
        }
    }

    private static func glance(
        _ ask: Ask, _ category: Alongside.Category?, _ face: AskFace, _ details: AskDetails, without goods: [HeldGoods], from start: Coordinate?
    ) -> Glance {
        let held = HeldGoods.lines(of: goods)
        let lines = ask.safeMode ? [] : details.lines.filter { !held.contains($0.number) }.map(\.written)
        // What somebody takes says what they live with: nobody reads it who does not bring it.
        let isMedicine = category?.kind == .prescription
        return Glance(
            lines: isMedicine ? [] : lines, count: lines.count,
            summary: AskSummary.isShown(of: ask, category?.kind) && details.lines.isEmpty ? face.summary : "",
            access: details.access, accessWords: details.accessWords, store: details.store, hasDiet: details.diet != nil && !ask.safeMode,
            metres: start.flatMap { start in details.point.map { start.metres(to: $0) } }
        )
    }
}

extension AskDetails {
    /// What a helper reads without opening anything: phone, street, door and the contacts are not in it.
    var withoutPlaces: AskDetails {
        var copy = self
        copy.phone = nil
        copy.email = nil
        copy.otherContact = nil
        copy.safeContact = nil
        copy.proxyContact = nil
        copy.place = nil
        copy.doorDetail = nil
        copy.point = nil
        return copy
    }
}
