import Foundation
import Kernel

/// The rules of a group as plain fields: what a page showed, what an undo puts back.
extension Group {
    /// Every rule that the settings form changes, without the scope dial.
    public var ruleFields: [String: String] {
        [
            "name": name, "zone": timeZone.identifier, "weekday": String(firstWeekday), "country": country, "currency": currency.code,
            "languages": languages.map(\.text).joined(separator: " "), "retention": String(retentionDays), "urgent": String(urgentHoldMinutes),
            "normal": String(normalHoldMinutes), "night-from": String(nightFrom), "night-to": String(nightTo), "weekly": String(weeklyLimit),
            "cap": String(cap.minorUnits), "approval": String(approvalLimit.minorUnits), "silence": String(silenceHours),
            "crisis": crisisNumber ?? "", "phone": groupPhone ?? "", "depot": depot ?? "",
        ]
    }

    /// The scope dial.
    public var scopeFields: [String: String] {
        ["scope": scope.rawValue, "until": pausedUntil.map { String($0.milliseconds) } ?? ""]
    }

    /// Puts fields back as `ruleFields` and `scopeFields` gave them; what is not named stays.
    mutating func put(back fields: [String: String]) {
        func number(_ key: String, _ current: Int) -> Int { fields[key].flatMap { Int($0) } ?? current }
        name = fields["name"] ?? name
        timeZone = fields["zone"].flatMap { TimeZone(identifier: $0) } ?? timeZone
        firstWeekday = number("weekday", firstWeekday)
        country = fields["country"] ?? country
        currency = fields["currency"].flatMap { Currency(code: $0) } ?? currency
        if let tags = fields["languages"]?.split(separator: " ").compactMap({ LanguageTag($0) }), !tags.isEmpty { languages = tags }
        retentionDays = number("retention", retentionDays)
        urgentHoldMinutes = number("urgent", urgentHoldMinutes)
        normalHoldMinutes = number("normal", normalHoldMinutes)
        nightFrom = number("night-from", nightFrom)
        nightTo = number("night-to", nightTo)
        weeklyLimit = number("weekly", weeklyLimit)
        cap = Money(minorUnits: fields["cap"].flatMap { Int64($0) } ?? cap.minorUnits, currency: currency)
        approvalLimit = Money(minorUnits: fields["approval"].flatMap { Int64($0) } ?? approvalLimit.minorUnits, currency: currency)
        silenceHours = number("silence", silenceHours)
        if let crisis = fields["crisis"] { crisisNumber = crisis.isEmpty ? nil : crisis }
        if let phone = fields["phone"] { groupPhone = phone.isEmpty ? nil : phone }
        if let depot = fields["depot"] { self.depot = depot.isEmpty ? nil : depot }
        if let scope = fields["scope"].flatMap(Scope.init) { self.scope = scope }
        if let until = fields["until"] { pausedUntil = Int64(until).map { Instant(milliseconds: $0) } }
    }
}
