public import Kernel
public import Storage

/// Somebody of the group takes in what a neighbour offers: a call, a sheet of paper, a message that was pasted.
public struct TakeOfferIn: Sendable {
    public let input: OfferHelp.Input
    /// Sent twice, the form makes one offer.
    public let once: OnceKey

    public init(_ input: OfferHelp.Input, once: OnceKey) {
        self.input = input
        self.once = once
    }

    /// Whoever may triage. Throws what cannot be taken.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Offer> {
        try actor.must(.triage)
        guard TakeAskIn.doors.contains(input.door) else { throw Problem.invalid("door", "problem.choice") }
        let taken = try Once.run(once, in: group.id, at: house.now, transaction) {
            try OfferHelp(input).run(transaction, in: house, group: group, by: actor).offer.text
        }
        guard let id = ID<Offer>(text: taken) else { throw Problem.conflict("problem.form.twice") }
        return id
    }
}
