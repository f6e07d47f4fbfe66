import Alongside
import Foundation
import Kernel
import Sealing
import Storage

/// The group of the town as its first people set it up: words, rules, zones, streets, and twelve people at the desk.
struct TownGroup: Sendable {
    static let name = "Riverside Neighbours"
    /// What it was called on its first day, and its address ever since.
    static let firstName = "Riverside"

    let group: Group
    let founder: Actor
    /// Who may match and send, in turn.
    let dispatchers: [Actor]
    /// Treasurers who do nothing else.
    let treasurers: [Actor]
    let categories: [String: Category]
    /// The zone of each quarter of the plan.
    let zones: [ID<Zone>]
    /// The pods of those zones that have any.
    let pods: [ID<Zone>: [ID<Zone>]]

    /// Roles of the eleven people who were invited after the founder.
    private static let invited: [Set<Role>] =
        [[.organiser, .dispatcher], [.organiser, .dispatcher], [.dispatcher], [.dispatcher], [.dispatcher], [.dispatcher], [.dispatcher]]
        + [[.treasurer], [.treasurer], [.treasurer, .dispatcher], [.intake]]

    static func found(_ neighbours: inout MadeUpNeighbours, in house: House) async throws -> TownGroup {
        let first = neighbours.next()
        let founded = try await house.database.write { transaction in
            try FoundGroup(
                .init(
                    name: firstName, country: "GB", currency: .gbp, timeZone: TimeZone(identifier: "Europe/London") ?? .gmt,
                    languages: [.english, .spanish, .arabic],
                    founder: .init(
                        alias: first.name, phone: try? PhoneNumber(typed: first.phone, country: CallingCountry.named("GB") ?? .known[0]),
                        language: first.language)
                )
            ).run(transaction, in: house, by: .command)
        }
        let founder = Actor.member(founded.organiser, roles: [.organiser, .dispatcher, .treasurer])
        let id = founded.group.id
        try await write(words: founder, id, in: house)
        let zones = try await drawZones(founder, id, in: house)
        try await nameStreets(founder, id, in: house)
        var desk: [Actor] = []
        for roles in invited { desk.append(try await join(neighbours.next(), roles, founder, id, in: house)) }
        return try await house.database.read { [desk] connection in
            let group = try GroupStore.with(id: id, connection) ?? founded.group
            return try TownGroup(group, founder: founder, desk: desk, zones: zones, connection)
        }
    }

    private init(_ group: Group, founder: Actor, desk: [Actor], zones: [ID<Zone>], _ connection: any Connection) throws {
        self.group = group
        self.founder = founder
        dispatchers = desk.filter { $0.may(.send) && !$0.may(.repay) }
        treasurers = desk.filter { $0.may(.repay) && !$0.may(.send) }
        categories = Dictionary(
            try CategoryStore.all(in: group.id, connection).map { ($0.nameKey, $0) }, uniquingKeysWith: { first, _ in first })
        self.zones = zones
        let all = try ZoneStore.all(in: group.id, connection)
        pods = Dictionary(zones.map { zone in (zone, all.filter { $0.parent == zone }.map(\.id)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The group of a town that is there already: the first of its folder.
    static func found(in connection: any Connection) throws -> TownGroup {
        guard let group = try GroupStore.everyGroup(connection).first else { throw Problem.missing() }
        let people = try Set(
            Role.allCases.filter { $0 != .neighbour && $0 != .helper }.flatMap { try PersonStore.holding($0, in: group.id, connection) })
        let desk = try people.sorted().map { Actor.member($0, roles: try PersonStore.roles(of: $0, in: group.id, connection)) }
        guard let founder = desk.first(where: { $0.may(.repay) && $0.may(.send) }) else { throw Problem.missing() }
        let zones = try ZoneStore.all(in: group.id, connection)
        let found = TownPlan.quarters.compactMap { quarter in zones.first { $0.name == quarter.name }?.id }
        return try TownGroup(group, founder: founder, desk: desk, zones: found, connection)
    }

    private static func write(words founder: Actor, _ id: ID<Group>, in house: House) async throws {
        try await house.database.write { transaction in
            let texts = [(GroupText.Name.welcome, MadeUpNotes.welcome), (.rules, MadeUpNotes.rules), (.paused, MadeUpNotes.paused)]
            for (name, words) in texts {
                for language in [LanguageTag.english, .spanish, .arabic] {
                    let input = SaveWords.Input(name: name, language: language, text: words[language] ?? "")
                    _ = try SaveWords(input, shown: .of(SaveWords.fields(nil))).run(transaction, in: house, group: id, by: founder)
                }
            }
            guard let group = try GroupStore.with(id: id, transaction) else { return }
            var rules = ChangeRules.Input(group)
            rules.name = name
            rules.groupPhone = "+442079460999"
            rules.depot = "Community hall, side door"
            rules.approvalLimit = 4_000
            _ = try ChangeRules(rules, shown: .of(group.ruleFields)).run(transaction, in: house, group: id, by: founder)
        }
    }

    private static func drawZones(_ founder: Actor, _ id: ID<Group>, in house: House) async throws -> [ID<Zone>] {
        try await house.database.write { transaction in
            let rows = TownPlan.quarters.compactMap { quarter in
                TownPlan.border(of: quarter).map { ImportZones.Row(name: quarter.name, boundary: $0) }
            }
            try ImportZones(rows).run(transaction, in: house, group: id, by: founder)
            let zones = try ZoneStore.all(in: id, transaction)
            let found = TownPlan.quarters.compactMap { quarter in zones.first { $0.name == quarter.name }?.id }
            for (quarter, zone) in zip(TownPlan.quarters, found) {
                for pod in quarter.pods { try SaveZone(.init(name: pod, parent: zone)).run(transaction, in: house, group: id, by: founder) }
            }
            return found
        }
    }

    private static func nameStreets(_ founder: Actor, _ id: ID<Group>, in house: House) async throws {
        var lines = ["name,numbers,zone,latitude,longitude"]
        for quarter in TownPlan.quarters {
            for (index, street) in quarter.streets.enumerated() {
                guard let point = TownPlan.point(of: index, in: quarter) else { continue }
                lines.append("\(street),1-120,\(quarter.name),\(point.latitude),\(point.longitude)")
            }
        }
        try await ImportPlaces(PlaceSheet(lines.joined(separator: "\n"))).run(in: house, group: id, by: founder)
        try await house.database.write { transaction in
            let zones = try ZoneStore.all(in: id, transaction)
            let dock = zones.first { $0.name == "Dock Street" }
            let library = SavePlace.Input(name: "Ropewalk Library", zone: dock?.id, point: Coordinate(latitude: 51.5052, longitude: -0.0301))
            try SavePlace(library).run(transaction, in: house, group: id, by: founder)
            try SavePlace(.init(name: "Northgate Retail Park", zone: nil)).run(transaction, in: house, group: id, by: founder)
        }
    }

    private static func join(
        _ neighbour: MadeUpNeighbours.Neighbour, _ roles: Set<Role>, _ founder: Actor, _ id: ID<Group>, in house: House
    ) async throws -> Actor {
        // Who sets a group up is asked for it once more before the group is taken elsewhere.
        let hash = roles.contains(.organiser) ? try await SignInByPassphrase.hash(DemoTown.passphrase) : nil
        return try await house.database.write { transaction in
            let invitation = LinkToken.random()
            try InviteMember(roles: roles, token: invitation).run(transaction, in: house, group: id, by: founder)
            let input = AcceptInvitation.Input(
                alias: neighbour.name, phone: try? PhoneNumber(typed: neighbour.phone, country: CallingCountry.named("GB") ?? .known[0]),
                email: neighbour.email, language: neighbour.language, passphraseHash: hash
            )
            let person = try AcceptInvitation(input, invitation: invitation, session: .random()).run(transaction, in: house, group: id)
            return .member(person, roles: roles)
        }
    }
}

extension TownPlan {
    /// The border of a quarter: its box.
    static func border(of quarter: Quarter) -> Boundary? {
        let box = quarter.box
        let corners = [(box.south, box.west), (box.south, box.east), (box.north, box.east), (box.north, box.west)]
        let ring = corners.compactMap { Coordinate(latitude: $0.0, longitude: $0.1) }
        return Boundary(polygons: [[ring]])
    }
}
