public import Foundation
public import Kernel

/// A mutual aid group: who it is and the rules it has set itself (requirement 0.1). Everything else carries its ID first.
public struct Group: Sendable {
    public let id: ID<Group>
    /// Its part of every address: `riverside`.
    public var slug: String
    public var name: String
    public var createdAt: Instant
    public var timeZone: TimeZone
    /// 1 is Sunday, 2 Monday, as in Foundation.
    public var firstWeekday: Int
    /// ISO 3166 code: how phone numbers without country code are read, and which crisis numbers are shown.
    public var country: String
    public var currency: Currency
    /// The languages the group speaks; the first is what it falls back to.
    public var languages: [LanguageTag]
    /// After how many days what is closed is forgotten.
    public var retentionDays: Int
    public var scope: Scope
    public var pausedUntil: Instant?
    /// How long an urgent and a normal offer to a helper is held before the next one is asked, in minutes.
    public var urgentHoldMinutes: Int
    public var normalHoldMinutes: Int
    /// Minutes of the day between which nobody is disturbed and no hold runs.
    public var nightFrom: Int
    public var nightTo: Int
    /// How many tasks a week a helper starts with as their own limit (section 5: low by default).
    public var weeklyLimit: Int
    /// What a shopping ask may cost from the fund unless a dispatcher says otherwise.
    public var cap: Money
    /// Above this a receipt is approved and paid by two people.
    public var approvalLimit: Money
    /// An ask with no human contact for so long turns red (requirement 1.9).
    public var silenceHours: Int
    /// The number on the crisis card where the group has set its own.
    public var crisisNumber: String?
    public var groupPhone: String?
    /// Where helpers leave what could not be brought, in the group's words.
    public var depot: String?
    /// Goes up with every change of its categories, so that a copy of them can be kept.
    var categoriesVersion = 0

    /// How wide the door stands.
    public enum Scope: String, Sendable, CaseIterable {
        /// Every ask is taken.
        case open
        /// Only categories marked essential.
        case essentials
        /// Only people who are known here already.
        case existing
        /// None, until a date, and people are told so.
        case paused
    }

    /// Whether there is a number that somebody who leaves none of their own could call.
    public var canBeCalled: Bool { groupPhone != nil }

    /// How phone numbers typed without a country code are read.
    public var callingCountry: CallingCountry { CallingCountry.named(country) ?? CallingCountry.known[0] }

    public var mainLanguage: LanguageTag { languages.first ?? .english }

    public init(
        id: ID<Group>, slug: String, name: String, createdAt: Instant, timeZone: TimeZone, firstWeekday: Int, country: String,
        currency:
            Currency, languages: [LanguageTag], retentionDays: Int, scope: Scope, pausedUntil: Instant? = nil, urgentHoldMinutes: Int,
        normalHoldMinutes: Int, nightFrom: Int, nightTo: Int, weeklyLimit: Int, cap: Money, approvalLimit: Money, silenceHours: Int,
        crisisNumber: String? = nil, groupPhone: String? = nil
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.createdAt = createdAt
        self.timeZone = timeZone
        self.firstWeekday = firstWeekday
        self.country = country
        self.currency = currency
        self.languages = languages
        self.retentionDays = retentionDays
        self.scope = scope
        self.pausedUntil = pausedUntil
        self.urgentHoldMinutes = urgentHoldMinutes
        self.normalHoldMinutes = normalHoldMinutes
        self.nightFrom = nightFrom
        self.nightTo = nightTo
        self.weeklyLimit = weeklyLimit
        self.cap = cap
        self.approvalLimit = approvalLimit
        self.silenceHours = silenceHours
        self.crisisNumber = crisisNumber
        self.groupPhone = groupPhone
    }
}
