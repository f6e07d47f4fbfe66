import Engine
import Foundation
import Kernel
import Storage

/// The facts about one ask and its possible helpers, turned into the engine's rows. Of a few helpers, those of a few are loaded.
struct Facts {
    let ask: AskRow
    private let now: Instant
    private let zones: [ID<Zone>: Zone]
    private let zoneNumbers: [ID<Zone>: Int]
    private let languages: [LanguageTag: Int]
    private let kinds: [ID<Category>: Int]
    private let category: ID<Category>
    private let offers: [ID<Person>: [LivingOffer]]
    private let origin: Coordinate?
    private let cards: [ID<Person>: OpenedForMatching.Card]
    private let tasks: [ID<Person>: Int]
    private let asked: [ID<Person>: Instant]
    private let together: [ID<Person>: Instant]
    private let blocked: Set<ID<Person>>
    private let said: Set<ID<Person>>
    private let advances: [ID<Person>: Int64]
    private let cap: Int64
    private let alreadyAsked: Set<ID<Person>>
    private let asker: ID<Person>?

    init(of ask: Ask, helpers: [Helper], in house: House, group: Group, _ connection: any Connection) throws {
        now = house.now
        let zones = try ZoneStore.all(in: group.id, connection)
        self.zones = Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0) })
        zoneNumbers = Dictionary(uniqueKeysWithValues: zones.enumerated().map { ($1.id, $0) })
        // The asker's language is number 1 when it is not the group's own: only then is it worth a word. 64 of each fit a bit set.
        var languages: [LanguageTag: Int] = [group.mainLanguage.base: 0]
        for language in [ask.language] + helpers.flatMap(\.languages) where languages[language.base] == nil && languages.count < 64 {
            languages[language.base] = languages.count
        }
        self.languages = languages
        let categories = try CategoryStore.all(in: group.id, activeOnly: false, connection)
        kinds = Dictionary(uniqueKeysWithValues: categories.prefix(64).enumerated().map { ($1.id, $0) })
        let category = categories.first { $0.id == ask.category }
        self.category = ask.category
        let key = try house.vault.key(of: ask.id.subject, in: group.id, connection)
        let details = try AskStore.sealed(of: ask.id, key: key, in: house, group: group.id, connection).details
        origin = details.point
        let load = HelperFacts(of: helpers.map(\.id), in: house, group: group, connection)
        offers = try load.offers()
        cards = try load.cards()
        tasks = try load.tasks()
        asked = try load.asked()
        said = try load.said()
        advances = try load.advances()
        asker = ask.person
        together = try ask.person.map { try MatchingStore.lastTogether(with: $0, in: group.id, connection) } ?? [:]
        blocked = try ask.person.map { try HelperPairStore.blocked(with: $0, in: group.id, connection) } ?? []
        cap = ask.capMinor ?? group.cap.minorUnits
        alreadyAsked = Set(try MatchStore.present(of: ask, in: group.id, connection).filter { Self.counts($0.state) }.map(\.helper))

        let place = Self.place(ask.zone, self.zones, zoneNumbers)
        self.ask = AskRow(
            kind: kinds[ask.category] ?? 0, language: languages[ask.language.base] ?? 0, zone: place.zone, pod: place.pod,
            point: origin.map { _ in (0, 0) }, hours: ask.hours(at: house.now, in: group).mask, minutes: category?.minutes ?? 0,
            needsDoor: category?.kind.needsDoor ?? true,
            needsLift: details.access.contains(.carryUp), needsClimb: details.access.contains(.carryUp),
            needsFronting: (category?.kind.needsReceipt ?? false) && ask.costPath != .pays
        )
    }

    func alias(of helper: ID<Person>) -> String { cards[helper]?.alias ?? "" }

    func row(of helper: Helper) -> HelperRow {
        let place = Self.place(helper.zone, zones, zoneNumbers)
        let gives = Gives(helper, category, offers[helper.id] ?? [], takes: ask.minutes)
        return HelperRow(
            isActive: helper.isActive(at: now) && cards[helper.id] != nil,
            trust: HelperRow.Trust(helper.trust), weeklyLimit: helper.weeklyLimit, tasksThisWeek: tasks[helper.id] ?? 0,
            hours: gives.hours.mask, minutes: gives.minutes, transport: HelperRow.Transport(helper.transport), reachMetres: helper.reachMetres,
            remoteOnly: gives.fromHome, canLift: helper.canLift, canClimb: helper.canClimb, mayFront: helper.mayFront,
            hasSaid: said.contains(helper.id), hasAdvance: advances[helper.id].map { $0 > 0 && $0 >= cap } ?? false,
            languages: helper.languages.reduce(0) { $0 | languages[$1.base].map { 1 << UInt64($0) }.or(0) },
            kinds: helper.categories.reduce(0) { $0 | kinds[$1].map { 1 << UInt64($0) }.or(0) }, isOfferOver: gives.isOver,
            zone: place.zone, pod: place.pod, point: point(of: helper.id), isBlocked: blocked.contains(helper.id), isAsker: helper.id == asker,
            wasAsked: alreadyAsked.contains(helper.id), daysSinceTogether: together[helper.id].map { (now - $0).days },
            daysSinceAsked: asked[helper.id].map { (now - $0).days }
        )
    }

    /// A helper who said no, handed back or is being asked is not suggested again for the same ask; one whose turn only lapsed or was taken back is.
    private static func counts(_ state: MatchState) -> Bool { state != .lapsed && state != .cancelled && state != .failed }

    private static func place(_ id: ID<Zone>?, _ zones: [ID<Zone>: Zone], _ numbers: [ID<Zone>: Int]) -> (zone: Int, pod: Int) {
        guard let id, let zone = zones[id], let number = numbers[id] else { return (-1, -1) }
        return zone.parent.map { (numbers[$0] ?? -1, number) } ?? (number, -1)
    }

    /// Metres from the ask on a flat map, which is right to a few metres within a town.
    private func point(of helper: ID<Person>) -> (east: Double, north: Double)? {
        guard let origin, let point = cards[helper]?.point else { return nil }
        let metresADegree = 111_195.0
        return (
            (point.longitude - origin.longitude) * metresADegree * cos(origin.latitude * .pi / 180),
            (point.latitude - origin.latitude) * metresADegree
        )
    }
}

extension HelperRow.Trust {
    fileprivate init(_ step: Helper.TrustStep) {
        self =
            switch step {
            case .new: .new
            case .paired: .paired
            case .solo: .solo
            }
    }
}

extension HelperRow.Transport {
    fileprivate init(_ transport: Helper.Transport) {
        self =
            switch transport {
            case .none: .none
            case .foot: .foot
            case .bike: .bike
            case .car: .car
            }
    }
}

extension Optional where Wrapped == UInt64 {
    fileprivate func or(_ other: UInt64) -> UInt64 { self ?? other }
}
