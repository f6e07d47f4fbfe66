public import Kernel
public import Storage

extension RepaymentRule {
    /// The rule for one receipt as things stand now.
    public static func of(_ receipt: Receipt, in group: Group, _ connection: any Connection) throws -> RepaymentRule {
        var together = receipt.amount.minorUnits
        if let match = receipt.match {
            together = try ReceiptStore.of(match: match, in: group.id, connection)
                .filter { $0.id == receipt.id || $0.state.isWaiting || $0.state == .paid }
                .reduce(0) { $0 + $1.amount.minorUnits }
        }
        return RepaymentRule(
            state: receipt.state, minorUnits: together, limit: group.approvalLimit.minorUnits, payee: receipt.payee, approver: receipt.approvedBy,
            treasurers: try treasurers(in: group.id, connection), duplicateOpen: receipt.duplicateOpen
        )
    }

    /// Everybody who may repay now.
    public static func treasurers(in group: ID<Group>, _ connection: any Connection) throws -> Set<ID<Person>> {
        var out: Set<ID<Person>> = []
        for role in Role.allCases where role.abilities.contains(.repay) {
            out.formUnion(try PersonStore.holding(role, in: group, connection))
        }
        return out
    }
}

extension Actor {
    /// The treasurer who is doing it: a person, since every payment has one who answers for it.
    func treasurer() throws -> ID<Person> {
        try must(.repay)
        guard let person else { throw Problem.forbidden() }
        return person
    }

    /// The person who keeps the ledger.
    func keeper() throws -> ID<Person> {
        try must(.keepLedger)
        guard let person else { throw Problem.forbidden() }
        return person
    }
}
