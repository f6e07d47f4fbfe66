public import Kernel

/// Who may decide on a receipt (requirement 3.2 on fraud, section 6): nobody on their own, and above the group's limit two people, one of whom
/// approves and the other pays.
public struct RepaymentRule: Sendable {
    public var state: ReceiptState
    /// What this receipt and the others of the same delivery come to: a purchase cut into small receipts is still one purchase.
    public var minorUnits: Int64
    /// Above this two people are needed.
    public var limit: Int64
    public var payee: ID<Person>
    public var approver: ID<Person>?
    /// Everybody who may repay now.
    public var treasurers: Set<ID<Person>>
    /// It looks like an earlier one, and nobody has looked.
    public var duplicateOpen: Bool

    public init(
        state: ReceiptState, minorUnits: Int64, limit: Int64, payee: ID<Person>, approver: ID<Person>? = nil, treasurers: Set<ID<Person>>,
        duplicateOpen: Bool = false
    ) {
        self.state = state
        self.minorUnits = minorUnits
        self.limit = limit
        self.payee = payee
        self.approver = approver
        self.treasurers = treasurers
        self.duplicateOpen = duplicateOpen
    }

    /// What a group lacks for this receipt.
    public enum Shortage: String, Sendable, CaseIterable {
        /// Nobody but the person who is to be repaid.
        case nobody
        /// One, where two are needed.
        case second
    }

    public var needsTwo: Bool { minorUnits > limit }

    /// Whether the group has enough people for it; nil when it has.
    public var shortage: Shortage? {
        let others = treasurers.subtracting([payee])
        if others.isEmpty { return .nobody }
        return needsTwo && others.union(approver.map { [$0] } ?? []).count < 2 ? .second : nil
    }

    /// Why this person may not approve it; nil when they may.
    public func problemApproving(_ person: ID<Person>) -> Problem? {
        if let problem = problemDeciding(person) { return problem }
        if state.after(.approve) == nil { return .conflict("money.problem.decided") }
        return duplicateOpen ? .conflict("money.problem.duplicate") : nil
    }

    /// Why this person may not pay it; nil when they may. Up to the limit paying says yes as well.
    public func problemPaying(_ person: ID<Person>) -> Problem? {
        if let problem = problemDeciding(person) { return problem }
        if state.after(.pay) == nil { return .conflict("money.problem.decided") }
        if duplicateOpen { return .conflict("money.problem.duplicate") }
        guard needsTwo else { return nil }
        if shortage != nil { return .conflict("money.problem.second") }
        guard state == .approved, let approver else { return .conflict("money.problem.approveFirst") }
        return approver == person ? .conflict("money.problem.same") : nil
    }

    /// Why this person may not ask about it, turn it down, or say whether it is a duplicate; nil when they may.
    public func problemDeciding(_ person: ID<Person>) -> Problem? {
        if person == payee { return .conflict("money.problem.own") }
        if !treasurers.contains(person) { return .forbidden() }
        return state.isWaiting ? nil : .conflict("money.problem.decided")
    }
}
