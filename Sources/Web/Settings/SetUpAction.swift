import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import Words

/// Goes from screen to screen, forth and back, and founds the group after the last one.
struct SetUpAction: Action {
    let token: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let setUp = LinkToken(text: token) else { throw Problem.missing("problem.link.ended") }
        let step = SetUpStep(of: form)
        let house = visit.house
        let session = OnceKey(form["once"]).map { LinkToken(onceKey: $0.text, purpose: "founding", group: Array(token.utf8)) }
        let kept = try await house.database.read { connection -> FoundingDraft? in
            try SetUpStore.isOpen(setUp, connection) ? SetUpStore.draft(by: setUp, in: house, connection) : nil
        }
        guard var draft = kept else {
            // A double click lands on the same page.
            if step == .you, let session, let before = try await founded(by: session, house) { return signedIn(before, session, visit) }
            throw Problem.missing("problem.link.ended")
        }
        draft.take(form, from: step)
        // Going back nothing has to be right yet.
        if form.has("back"), let before = SetUpStep(rawValue: step.rawValue - 1) { return try await go(to: before, draft, setUp, visit) }
        let typed = draft.form
        switch step {
        case .group:
            try throwing(SetUpStep.groupProblems(typed))
            return try await go(to: .place, draft, setUp, visit)
        case .place:
            try await keeping(draft, setUp, house, SetUpStep.groupProblems(typed) + SetUpStep.placeProblems(typed))
            return try await go(to: .you, draft, setUp, visit)
        case .you:
            try await keeping(draft, setUp, house, SetUpStep.groupProblems(typed) + SetUpStep.placeProblems(typed))
            guard let session else { throw Problem.missing("problem.link.ended") }
            return try await found(typed, passphrase: TypedPassphrase.new(form), session, setUp, visit)
        }
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        SetUpPage(token: token, step: SetUpStep.of(problem, else: SetUpStep(of: form)), typed: Typed(form, problem))
    }

    /// Keeps what was typed and leads to a screen.
    private func go(to step: SetUpStep, _ draft: FoundingDraft, _ setUp: LinkToken, _ visit: Visit) async throws -> Answer {
        try await keep(draft, setUp, visit.house)
        var here = Here(visit.site, language: visit.languageChosen ? visit.say.language : nil)
        here.marks = [(name: "step", value: String(step.rawValue))]
        return .go(here)
    }

    private func found(_ form: Submission, passphrase: Result<String, Problem>, _ session: LinkToken, _ setUp: LinkToken, _ visit: Visit) async throws
        -> Answer
    {
        var problems: [Problem] = []
        let phone = SetUpStep.phone("phone", form, &problems)
        let groupPhone = SetUpStep.phone("group-phone", form, &problems)
        if form["alias"].isEmpty { problems.append(.invalid("alias", "problem.required")) }
        var hash: String?
        do { hash = try await SignInByPassphrase.hash(passphrase.get()) } catch let problem as Problem { problems.append(problem) }
        try throwing(problems)

        let house = visit.house
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

    private func signedIn(_ group: Group, _ session: LinkToken, _ visit: Visit) -> Answer {
        .signIn(Here(.group(group.slug, .desk(.settings)), language: visit.languageChosen ? visit.say.language : nil), cookie: session.text)
    }

    private func keep(_ draft: FoundingDraft, _ setUp: LinkToken, _ house: House) async throws {
        try await house.database.write { try KeepFoundingDraft(draft).run($0, in: house, setUp: setUp) }
    }

    /// The group that this very form has founded.
    private func founded(by session: LinkToken, _ house: House) async throws -> Group? {
        try await house.database.read { try SetUpStore.founded(by: session, at: house.now, $0) }
    }

    /// In the order of the cards, with the founder's own language first when it is among them.
    private static func languages(_ form: Submission, first: LanguageTag) -> [LanguageTag] {
        let chosen = form.all("languages").compactMap { LanguageTag($0) }
        return chosen.filter { $0 == first } + chosen.filter { $0 != first }
    }

    /// What is to be mended may stand on an earlier screen, whose form has none of this one's fields: they are kept until then.
    private func keeping(_ draft: FoundingDraft, _ setUp: LinkToken, _ house: House, _ problems: [Problem]) async throws {
        guard let problem = Problem.all(problems) else { return }
        try await keep(draft, setUp, house)
        throw problem
    }

    private func throwing(_ problems: [Problem]) throws {
        if let problem = Problem.all(problems) { throw problem }
    }
}
