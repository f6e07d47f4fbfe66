public import Kernel

/// A signed-in browser. Nothing of the device is kept: only the days on which it signed in and was last used.
public struct Session: Sendable {
    public let id: ID<Session>
    public let person: ID<Person>
    /// The language of the person, for pages that the browser asks for without a choice of its own.
    public let language: LanguageTag
    public let madeAt: Instant
    /// The UTC day on which it was last seen.
    public let lastDay: Day

    public init(id: ID<Session>, person: ID<Person>, language: LanguageTag, madeAt: Instant, lastDay: Day) {
        self.id = id
        self.person = person
        self.language = language
        self.madeAt = madeAt
        self.lastDay = lastDay
    }
}
