import Engine
import Kernel
import Storage

/// Whether a match that was confirmed still holds. Everything that spoke against a helper when the order was confirmed is looked at again when it is
/// their turn and when they say yes: hours or days may lie between.
struct MatchStanding {
    /// The first limit that speaks against it now; nil when none does.
    let exclusion: Exclusion?
    /// Who goes along, for a helper who does not go to doors alone: whom they were told of while that person can, else the best who does.
    let companion: ID<Person>?

    /// - Parameter waived: the limits that give way for this one helper.
    static func of(
        _ match: Match, for ask: Ask, waived: Set<Exclusion>, in house: House, group: Group, _ connection: any Connection
    ) throws -> MatchStanding {
        let helpers = try Suggestions.concerned(by: [match.helper], in: group.id, connection)
        guard let own = helpers.firstIndex(where: { $0.id == match.helper }) else { throw Problem.missing() }
        let facts = try Facts(of: ask, helpers: helpers, in: house, group: group, connection)
        // Who stands further down in the same order knows of nothing yet, and can go along.
        let planned = Set(try MatchStore.present(of: ask, in: group.id, connection).filter { $0.state == .planned }.map(\.helper))
        var rows = helpers.map { facts.row(of: $0) }
        for index in rows.indices where planned.contains(helpers[index].id) { rows[index].wasAsked = false }
        // It does not stand in its own way: being asked right now counts as a task.
        rows[own].wasAsked = false
        if match.state == .proposed { rows[own].tasksThisWeek -= 1 }
        let exclusion = Suggester.exclusions(from: facts.ask, among: rows, waived: [own: waived])[own]
        guard helpers[own].trust == .paired, facts.ask.needsDoor else { return MatchStanding(exclusion: exclusion, companion: nil) }
        let able = Suggester.companions(for: facts.ask, among: rows).map { helpers[$0].id }
        return MatchStanding(exclusion: exclusion, companion: match.companion.flatMap { able.contains($0) ? $0 : nil } ?? able.first)
    }
}
