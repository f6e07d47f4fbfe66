/// Where a command writes its lines and asks its questions. `Main` hands in the terminal; a command that reached a served folder, its socket.
public struct Console: Sendable {
    /// Writes one line of the answer (standard output).
    public let say: @Sendable (String) -> Void
    /// Writes one line about how it goes (standard error).
    public let tell: @Sendable (String) -> Void
    /// Whether a person sees the answer at once and nobody keeps it: secrets are said only then.
    public let isTerminal: Bool
    /// Asks for a line that is not shown while it is typed; nil when there is none.
    public let ask: @Sendable (_ question: String) -> String?

    public init(
        say: @escaping @Sendable (String) -> Void, tell: @escaping @Sendable (String) -> Void = { _ in }, isTerminal: Bool = false,
        ask: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.say = say
        self.tell = tell
        self.isTerminal = isTerminal
        self.ask = ask
    }
}
