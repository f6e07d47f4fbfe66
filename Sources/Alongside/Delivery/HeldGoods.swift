public import Kernel
public import Sealing
public import Storage

/// What was bought for an ask by somebody who could not bring it, and where it is now: whoever helps next fetches it and buys only the rest.
public struct HeldGoods: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// Somewhere that was said in words: the depot, a neighbour's.
        case said(String)
        /// On its way to the group, which has not said where its depot is.
        case group
        /// Still with whoever bought it.
        case helper
    }

    /// Who bought it.
    public let helper: ID<Person>
    public let place: Place
    public internal(set) var items: [AttemptNote.Item]

    /// The numbers of the lines that nobody needs to buy any more.
    public static func lines(of goods: [HeldGoods]) -> Set<Int> { Set(goods.flatMap(\.items).compactMap(\.line)) }

    /// Everything that waits somewhere for a living ask, the longest waiting first.
    ///
    /// - Parameters:
    ///   - matches: all of the ask, in their order.
    ///   - attempts: all of the ask, newest first.
    public static func load(
        for ask: Ask, _ matches: [Match], _ attempts: [Attempt], key: SealingKey, in house: House, group: ID<Group>, _ connection: any Connection
    ) throws -> [HeldGoods] {
        guard [.open, .offered, .accepted, .underWay].contains(ask.state) else { return [] }
        let ended = matches.filter { $0.mayBeRepaid && !$0.state.isPromise && $0.state != .done }
        guard !ended.isEmpty else { return [] }
        let notes = try AttemptStore.notes(of: ask.id, key: key, in: house, group: group, connection)
        var found: [HeldGoods] = []
        for match in ended.sorted(by: { ($0.endedAt ?? $0.proposedAt) < ($1.endedAt ?? $1.proposedAt) }) {
            let attempt = match.state == .failed ? attempts.first { $0.match == match.id } : nil
            // Handed back or taken back: nobody was asked where it is, and the list says what was bought.
            let items =
                try attempt.flatMap { notes[$0.id]?.items } ?? MatchStore.notes(of: match, key: key, in: house, group: group, connection).items
            add(items, of: match, attempt?.next, attempt.flatMap { notes[$0.id]?.place }, to: &found)
        }
        return found.filter { !$0.items.isEmpty }
    }

    /// The rule: whoever had a thing last knows where it is, and what went back to the shop is held by nobody.
    private static func add(_ items: [AttemptNote.Item], of match: Match, _ next: Match.NextStep?, _ said: String?, to found: inout [HeldGoods]) {
        let lines = Set(items.compactMap(\.line))
        for place in found.indices { found[place].items.removeAll { $0.line.map(lines.contains) ?? false } }
        if next == .return { return }
        let place = said.map { Place.said($0) } ?? (next == .depot ? .group : .helper)
        found.append(HeldGoods(helper: match.helper, place: place, items: items))
    }
}
