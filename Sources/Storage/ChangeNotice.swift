public import Kernel

/// That something has changed: what, and in which group. Never whose and never how, since it may go through a server in the clear.
public struct ChangeNotice: Hashable, Sendable {
    /// What changed. Each room names its own topics in an extension.
    public struct Topic: RawRepresentable, Hashable, Sendable {
        /// Letters and hyphens.
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Anything may have changed: notices may have been missed, and whatever was kept in memory is to be dropped.
        public static let everything = Topic(rawValue: "everything")
    }

    /// Who made the change.
    public enum Origin: Sendable {
        /// A transaction of this process: what is kept in memory was fed by it already.
        case here
        /// Another process on the same database, or nobody knows.
        case elsewhere
    }

    public let topic: Topic
    /// The group's ID under the noun of nobody in particular; `group(_:)` gives it back typed. Zero for what belongs to no group.
    private let owner: ID<ChangeNotice>

    public init<Owner>(_ topic: Topic, _ group: ID<Owner>) {
        self.topic = topic
        owner = group.named()
    }

    /// About the installation, or all groups of it.
    public init(_ topic: Topic) {
        self.topic = topic
        owner = ID(high: 0, low: 0)
    }

    public func group<Owner>(_: Owner.Type = Owner.self) -> ID<Owner> { owner.named() }

    /// One line of ASCII.
    public var text: String { "\(topic.rawValue) \(owner.text)" }

    /// Reads what `text` wrote; nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let owner = ID<ChangeNotice>(text: parts[1]) else { return nil }
        topic = Topic(rawValue: String(parts[0]))
        self.owner = owner
    }
}
