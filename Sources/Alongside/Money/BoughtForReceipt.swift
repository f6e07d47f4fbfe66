public import Kernel
public import Storage

/// What came of the shopping list behind a receipt, in numbers: a treasurer reads what was paid for, never what somebody eats or takes.
public struct BoughtForReceipt: Sendable, Hashable {
    public let got: Int
    /// How many things were on the list.
    public let all: Int
    /// Something similar was bought.
    public let instead: Int
    /// There was none.
    public let none: Int
    /// Bought beside the list.
    public let extra: Int

    /// `lines` is how many stand on the list: what nobody marked is not among the marks.
    public init?(_ bought: [MatchNotes.Bought], lines: Int) {
        let onList = bought.filter { $0.line != nil }
        got = onList.count { $0.got == .yes }
        instead = onList.count { $0.got == .instead }
        all = max(lines, onList.count)
        none = onList.count { $0.got == .none }
        extra = bought.count { $0.line == nil }
        if got + instead + none + extra == 0 { return nil }
    }

    /// Nil where nothing was marked, and once it is forgotten.
    public static func of(_ receipt: Receipt, in house: House, group: ID<Group>, _ connection: any Connection) throws -> BoughtForReceipt? {
        guard let match = try receipt.match.flatMap({ try MatchStore.with(id: $0, in: group, connection) }) else { return nil }
        do {
            let key = try house.vault.key(of: match.ask.subject, in: group, connection)
            let bought = try MatchStore.notes(of: match, key: key, in: house, group: group, connection).bought
            return BoughtForReceipt(
                bought, lines: try AskStore.sealed(of: match.ask, key: key, in: house, group: group, connection).details.lines.count
            )
        } catch let problem as Problem where problem.kind == .missing {
            return nil
        }
    }
}
