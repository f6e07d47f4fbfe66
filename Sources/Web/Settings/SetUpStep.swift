import Alongside
import Foundation
import Kernel
import Words

/// The three screens on which a group is founded, and what each of them asks.
enum SetUpStep: Int, CaseIterable {
    case group = 1
    case place, you

    /// The screen from which a form was sent.
    init(of form: Submission) { self = Int(form["step"]).flatMap { SetUpStep(rawValue: $0) } ?? .group }

    var fields: [FoundingDraft.Field] {
        switch self {
        case .group: [.name, .country]
        case .place: [.languages, .groupPhone, .timeZone, .currency]
        case .you: [.alias, .phone]
        }
    }

    /// The first one whose questions are not answered.
    static func next(after draft: FoundingDraft) -> SetUpStep {
        let form = draft.form
        if !groupProblems(form).isEmpty { return .group }
        return placeProblems(form).isEmpty ? .you : .place
    }

    /// The screen that has the first field to be mended.
    static func of(_ problem: Problem, else step: SetUpStep) -> SetUpStep {
        let names = Set(problem.each.compactMap(\.field))
        return allCases.first { !names.isDisjoint(with: $0.fields.map(\.rawValue)) } ?? step
    }

    // MARK: What is wrong

    static func groupProblems(_ form: Submission) -> [Problem] {
        var problems: [Problem] = []
        if form["name"].isEmpty { problems.append(.invalid("name", "problem.required")) }
        if form["name"].count > 80 { problems.append(.invalid("name", "problem.tooLong", ["limit": "80"])) }
        if CallingCountry.named(form["country"]) == nil { problems.append(.invalid("country", "problem.country")) }
        return problems
    }

    static func placeProblems(_ form: Submission) -> [Problem] {
        var problems: [Problem] = []
        if form.all("languages").compactMap({ LanguageTag($0) }).isEmpty { problems.append(.invalid("languages", "problem.choice")) }
        if TimeZone(identifier: form["zone"]) == nil { problems.append(.invalid("zone", "problem.choice")) }
        if Currency(code: form["currency"]) == nil { problems.append(.invalid("currency", "problem.choice")) }
        _ = phone("group-phone", form, &problems)
        return problems
    }

    /// A number as the country writes them; nil where none was typed, or none that can be taken, which is said beside its field.
    static func phone(_ field: String, _ form: Submission, _ problems: inout [Problem]) -> PhoneNumber? {
        guard let typed = form.text(field) else { return nil }
        do throws(PhoneNumber.Fault) {
            return try PhoneNumber(typed: typed, country: CallingCountry.named(form["country"]) ?? CallingCountry.known[0])
        } catch {
            problems.append(TypedPhone.problem(error, field: field))
            return nil
        }
    }
}

extension FoundingDraft {
    /// As a form that was sent.
    var form: Submission {
        Submission(Field.allCases.flatMap { field in (self[field] ?? []).map { (field.rawValue, $0) } })
    }

    /// Takes over what was typed on one screen. Another country has another time zone and other money.
    mutating func take(_ form: Submission, from step: SetUpStep) {
        let country = self[.country]
        for field in step.fields { self[field] = form.all(field.rawValue) }
        guard step == .group, let country, country != self[.country], self[.timeZone] != nil else { return }
        let defaults = CountryDefaults.of(form["country"])
        self[.timeZone] = [defaults.timeZone.identifier]
        self[.currency] = [defaults.currency.code]
    }
}
