public import Kernel
public import Storage

/// "Still here", said to the question that follows months without a word: by the helper on their own page, or by a dispatcher who rang them.
public struct StillHere: Sendable {
    public let helper: ID<Person>

    public init(_ helper: ID<Person>) { self.helper = helper }

    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        let found = try HelperHolder.helper(helper, by: actor, in: group.id, transaction)
        guard found.state != .left else { throw Problem.conflict("helping.problem.left") }
        // Said twice in a day it is said once.
        if found.notices == 0, found.lastActiveDay >= house.now.day { return }
        try TaskHolder.isHere(helper, in: house, group: group, transaction)
        try History.record(.stillHere, "person", helper.subject, by: actor, in: house, group: group.id, transaction)
    }
}
