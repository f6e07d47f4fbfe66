import Storage

/// A writing closure on its way through the queue. Exactly one of `cancel` and `take` wins.
protocol QueuedWrite: AnyObject, Sendable {
    /// Takes it out of the queue for good; false when its caller has given up.
    func take() -> Bool
    /// Runs the closure and keeps its result; may be called again.
    func run(_ access: any Transaction) throws
    /// Answers the caller with the result of the last run.
    func succeed()
    func fail(_ error: any Error)
}

extension Ticket: QueuedWrite where Access == any Transaction {}
