import Alongside
import Foundation
import Kernel

extension RulesForm {
    /// The form's fields as the use case takes them; whatever cannot be read is said beside its field, all at once.
    static func input(_ form: Submission, _ group: Group) throws -> ChangeRules.Input {
        var input = ChangeRules.Input(group)
        var problems: [Problem] = []
        func number(_ field: String, _ example: Int) -> Int {
            if let read = TypedNumber.read(form[field]) { return read }
            problems.append(.invalid(field, "problem.number.unclear", ["example": String(example)]))
            return example
        }
        func amount(_ field: String, _ currency: Currency) -> Int64 {
            if let read = Money(typed: form[field], currency: currency) { return read.minorUnits }
            problems.append(.invalid(field, "problem.money.unclear", ["example": plain(Money(minorUnits: 8_000, currency: currency))]))
            return 0
        }
        func clock(_ field: String, _ stored: Int) -> Int {
            if let read = LocalDate.minutes(form[field]) { return read }
            problems.append(.invalid("night", "settings.problem.clock"))
            return stored
        }
        func phone(_ field: String, country: CallingCountry) -> String? {
            guard let typed = form.text(field) else { return nil }
            do throws(PhoneNumber.Fault) {
                return try PhoneNumber(typed: typed, country: country).text
            } catch {
                problems.append(TypedPhone.problem(error, field: field))
                return nil
            }
        }

        input.name = form["name"]
        if let zone = TimeZone(identifier: form["zone"]) { input.timeZone = zone } else { problems.append(.invalid("zone", "problem.choice")) }
        input.firstWeekday = number("weekday", group.firstWeekday)
        input.country = form["country"]
        if form.has("currency") {
            if let currency = Currency(code: form["currency"]) {
                input.currency = currency
            } else {
                problems.append(.invalid("currency", "problem.choice"))
            }
        }
        input.languages = languages(form)
        input.retentionDays = number("retention", group.retentionDays)
        input.urgentHoldMinutes = number("urgent", group.urgentHoldMinutes)
        input.normalHoldMinutes = number("normal", group.normalHoldMinutes)
        input.nightFrom = clock("night-from", group.nightFrom)
        input.nightTo = clock("night-until", group.nightTo)
        input.weeklyLimit = number("weekly", group.weeklyLimit)
        input.silenceHours = number("silence", group.silenceHours)
        input.cap = amount("cap", input.currency)
        input.approvalLimit = amount("approval", input.currency)
        let country = CallingCountry.named(input.country) ?? group.callingCountry
        input.groupPhone = phone("phone", country: country)
        input.depot = form.text("depot")
        input.crisisNumber = try crisis(form, &problems)
        if let problem = Problem.all(problems) { throw problem }
        return input
    }

    /// The main language first, then the others in the order of the cards.
    private static func languages(_ form: Submission) -> [LanguageTag] {
        let chosen = form.all("languages").compactMap { LanguageTag($0) }
        guard let main = LanguageTag(form["main-language"]) else { return chosen }
        return [main] + chosen.filter { $0 != main }
    }

    /// A crisis line is often short (988, 112) and is kept as it is dialled.
    private static func crisis(_ form: Submission, _ problems: inout [Problem]) throws -> String? {
        guard let typed = form.text("crisis") else { return nil }
        let isDialled =
            typed.count <= 20 && typed.unicodeScalars.allSatisfy { $0.properties.numericType == .decimal || " +-()".unicodeScalars.contains($0) }
        guard isDialled, typed.contains(where: \.isNumber) else {
            problems.append(.invalid("crisis", "problem.phone.letters"))
            return nil
        }
        return typed
    }
}
