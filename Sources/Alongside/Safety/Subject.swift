public import Kernel

/// Something with a key of its own, and therefore something that can be forgotten: an ask, a person, a receipt.
public enum Subject {
    public enum Kind: String, Sendable, CaseIterable { case ask, person, receipt, offer, note }
}

extension ID {
    /// The subject that this row is.
    public var subject: ID<Subject> { named(Subject.self) }
}
