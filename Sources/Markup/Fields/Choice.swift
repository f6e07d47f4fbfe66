/// One of the things that can be chosen, for `Select`, `RadioCards` and `SwitchTabs`.
public struct Choice: Sendable {
    public var value: String
    public var label: String
    /// Decoration for people who read little; never the only meaning.
    public var emoji: String?
    public var hint: String?
    public var disabled: Bool

    public init(_ value: String, _ label: String, emoji: String? = nil, hint: String? = nil, disabled: Bool = false) {
        self.value = value
        self.label = label
        self.emoji = emoji
        self.hint = hint
        self.disabled = disabled
    }
}
