public import Kernel

/// What to put back if somebody takes a step back within ten minutes, instead of "are you sure" before it.
public struct Undo: Sendable {
    public static let window = Span.minutes(10)

    public let id: ID<Undo>
    public let madeAt: Instant
    public let madeBy: ID<Person>?
    public let verb: HistoryEvent.Verb
    public let subject: ID<Subject>
    /// The columns as they were, `name=value` lines; only what stands in the clear.
    public let before: [String: String]
}
