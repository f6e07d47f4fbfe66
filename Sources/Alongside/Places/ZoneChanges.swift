import Kernel
import Storage

/// What a change of a zone is undone from: plain fields of it.
extension ZoneStore {
    static func fields(of zone: Zone, in group: ID<Group>, _ connection: any Connection) throws -> [String: String] {
        [
            "zone-name": zone.name, "parent": zone.parent?.text ?? "", "position": String(zone.position),
            "boundary": try boundaryText(of: zone.id, in: group, connection) ?? "",
        ]
    }

    /// Puts a changed or removed zone back, with the pods and asks that went with it; a zone that was added goes.
    static func putBack(_ id: ID<Zone>, _ before: [String: String], in group: ID<Group>, _ transaction: any Transaction) throws {
        guard var zone = try with(id: id, in: group, transaction) else { throw Problem.missing() }
        if let added = before["added"].flatMap({ Int64($0) }) {
            try set(removedAt: Instant(milliseconds: added), of: id, in: group, transaction)
            return
        }
        zone.name = before["zone-name"] ?? zone.name
        zone.parent = before["parent"].flatMap { ID<Zone>(text: $0) }
        zone.position = before["position"].flatMap { Int($0) } ?? zone.position
        try update(zone, in: group, transaction)
        if let boundary = before["boundary"] { try set(boundary: boundary.isEmpty ? nil : boundary, of: id, in: group, transaction) }
        for place in [id] + ids(before["pods"]) {
            try set(removedAt: nil, of: place, in: group, transaction)
            try self.place(ids(before["asks-\(place.text)"]), in: place, of: group, transaction)
        }
    }

    /// Takes a drawing back: what it added goes, and what it changed gets its border back.
    static func putBackDrawing(_ before: [String: String], in group: ID<Group>, _ transaction: any Transaction) throws {
        guard let at = before["drawing"].flatMap({ Int64($0) }) else { throw Problem.missing() }
        for zone: ID<Zone> in ids(before["added"]) {
            // Whoever put asks or pods there meanwhile does not lose them: a removed zone keeps its name for them.
            try set(removedAt: Instant(milliseconds: at), of: zone, in: group, transaction)
        }
        for (name, boundary) in before where name.hasPrefix("boundary-") {
            guard let zone = ID<Zone>(text: String(name.dropFirst("boundary-".count))) else { continue }
            try set(boundary: boundary.isEmpty ? nil : boundary, of: zone, in: group, transaction)
        }
    }

    private static func ids<Noun>(_ text: String?) -> [ID<Noun>] {
        (text ?? "").split(separator: " ").compactMap { ID<Noun>(text: $0) }
    }
}
