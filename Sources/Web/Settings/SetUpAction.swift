import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Words

/// Goes from screen to screen, and founds the group after the last one.
struct SetUpAction: Action {
    let token: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        switch SetUpPage.Step(rawValue: Int(form["step"]) ?? 1) ?? .group {
        case .group:
            try throwing(groupProblems(form))
            return .page(SetUpPage(token: token, step: .place, typed: Typed(form)))
        case .place:
            try throwing(groupProblems(form) + placeProblems(form))
            return .page(SetUpPage(token: token, step: .you, typed: Typed(form)))
        case .you:
            try throwing(groupProblems(form) + placeProblems(form))
            return try await found(form, visit)
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        SetUpPage(token: token, step: step(of: problem, form), typed: Typed(form, problem))
    }

    private func found(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let once = OnceKey(form["once"]), let setUp = LinkToken(text: token) else { throw Problem.missing("problem.link.ended") }
        let house = visit.house
        let session = LinkToken(onceKey: once.text, purpose: "founding", group: Array(token.utf8))
        if let before = try await founded(by: session, house) { return signedIn(before, session, visit) }
        guard try await house.database.read({ try SetUpStore.isOpen(setUp, $0) }) else { throw Problem.missing("problem.link.ended") }

        var problems: [Problem] = []
        let phone = Self.phone("phone", form, &problems)
        let groupPhone = Self.phone("group-phone", form, &problems)
        if form["alias"].isEmpty { problems.append(.invalid("alias", "problem.required")) }
        var hash: String?
        do { hash = try await SignInByPassphrase.hash(form["passphrase"]) } catch let problem as Problem { problems.append(problem) }
        try throwing(problems)

        let currency = Currency(code: form["currency"]) ?? .gbp
        let zone = TimeZone(identifier: form["zone"]) ?? .gmt
        let founder = FoundGroup.Founder(alias: form["alias"], phone: phone, language: visit.say.language, passphraseHash: hash, session: session)
        let input = FoundGroup.Input(
            name: form["name"], country: form["country"], currency: currency, timeZone: zone,
            languages: Self.languages(form, first: visit.say.language), groupPhone: groupPhone, founder: founder
        )
        let founded = try await house.database.write { transaction in
            try FoundGroup(input).run(transaction, in: house, by: .visitor, setUp: setUp)
        }
        return signedIn(founded.group, session, visit)
    }

    /// A number as the country writes them; nil where none was typed, or none that can be taken, which is said beside its field.
    private static func phone(_ field: String, _ form: Submission, _ problems: inout [Problem]) -> PhoneNumber? {
        guard let typed = form.text(field) else { return nil }
        do throws(PhoneNumber.Fault) {
            return try PhoneNumber(typed: typed, country: CallingCountry.named(form["country"]) ?? CallingCountry.known[0])
        } catch {
            problems.append(TypedPhone.problem(error, field: field))
            return nil
        }
    }

    private func signedIn(_ group: Group, _ session: LinkToken, _ visit: Visit) -> Answer {
        .signIn(Here(.group(group.slug, .desk(.settings)), language: visit.languageChosen ? visit.say.language : nil), cookie: session.text)
    }

    /// The group that this very form has founded: a double click lands on the same page.
    private func founded(by session: LinkToken, _ house: House) async throws -> Group? {
        try await house.database.read { connection in
            for group in try GroupStore.everyGroup(connection) {
                if try SessionStore.with(hash: session.hash, at: house.now, in: group.id, connection) != nil { return group }
            }
            return nil
        }
    }

    /// In the order of the cards, with the founder's own language first when it is among them.
    private static func languages(_ form: Submission, first: LanguageTag) -> [LanguageTag] {
        let chosen = form.all("languages").compactMap { LanguageTag($0) }
        return chosen.filter { $0 == first } + chosen.filter { $0 != first }
    }

    // MARK: Problems

    private func groupProblems(_ form: Submission) -> [Problem] {
        var problems: [Problem] = []
        if form["name"].isEmpty { problems.append(.invalid("name", "problem.required")) }
        if form["name"].count > 80 { problems.append(.invalid("name", "problem.tooLong", ["limit": "80"])) }
        if CallingCountry.named(form["country"]) == nil { problems.append(.invalid("country", "problem.country")) }
        return problems
    }

    private func placeProblems(_ form: Submission) -> [Problem] {
        var problems: [Problem] = []
        if form.all("languages").compactMap({ LanguageTag($0) }).isEmpty { problems.append(.invalid("languages", "problem.choice")) }
        if TimeZone(identifier: form["zone"]) == nil { problems.append(.invalid("zone", "problem.choice")) }
        if Currency(code: form["currency"]) == nil { problems.append(.invalid("currency", "problem.choice")) }
        _ = Self.phone("group-phone", form, &problems)
        return problems
    }

    private func throwing(_ problems: [Problem]) throws {
        if let problem = Problem.all(problems) { throw problem }
    }

    /// The screen that has the first field to be mended.
    private func step(of problem: Problem, _ form: Submission) -> SetUpPage.Step {
        let fields = Set(problem.each.compactMap(\.field))
        if !fields.isDisjoint(with: ["name", "country"]) { return .group }
        if !fields.isDisjoint(with: ["languages", "group-phone", "zone", "currency"]) { return .place }
        return SetUpPage.Step(rawValue: Int(form["step"]) ?? 1) ?? .group
    }
}
