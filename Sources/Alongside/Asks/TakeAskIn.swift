public import Kernel
public import Storage

/// Somebody of the group takes in what a neighbour said or wrote: a call, a sheet of paper, a message that was pasted. The link to the ask's private page
/// goes to nobody here; a dispatcher makes a new one against the code word.
public struct TakeAskIn: Sendable {
    /// How it may have come.
    public static let doors: [Ask.Door] = [.phone, .paper]

    public let input: OpenAsk.Input
    /// Sent twice, the form makes one ask.
    public let once: OnceKey

    public init(_ input: OpenAsk.Input, once: OnceKey) {
        self.input = input
        self.once = once
    }

    /// Whoever may triage. Throws what cannot be taken.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws -> ID<Ask> {
        try actor.must(.triage)
        guard Self.doors.contains(input.door) else { throw Problem.invalid("door", "problem.choice") }
        let taken = try Once.run(once, in: group.id, at: house.now, transaction) {
            try OpenAsk(input).run(transaction, in: house, group: group, by: actor).ask.text
        }
        guard let id = ID<Ask>(text: taken) else { throw Problem.conflict("problem.form.twice") }
        return id
    }
}
