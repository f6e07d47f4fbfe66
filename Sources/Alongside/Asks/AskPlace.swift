import Kernel
import Storage

/// Where an ask belongs: what the person chose, else what the group's own gazetteer is sure of, else nothing yet: it waits as unplaced.
enum AskPlace {
    static func decide(_ typed: String?, chosen: ID<Zone>?, in house: House, group: Group, _ connection: any Connection) throws
        -> (zone: ID<Zone>?, point: Coordinate?)
    {
        var found: (zone: ID<Zone>, point: Coordinate?)?
        if let typed, case .found(let zone, _, let point) = try PlaceFinder.find(typed, in: house, group: group.id, connection) {
            found = (zone, point)
        }
        guard let chosen else { return (found?.zone, found?.point) }
        let zones = try ZoneStore.all(in: group.id, connection)
        guard zones.contains(where: { $0.id == chosen }) else { throw Problem.invalid("zone", "problem.choice") }
        // The pod that was found lies in the zone that was chosen: both are right, and the smaller one says more.
        if let found, let pod = zones.first(where: { $0.id == found.zone }), pod.id == chosen || pod.parent == chosen { return found }
        return (chosen, nil)
    }
}
