import Alongside
import Foundation
import Kernel
import Markup
import Sealing
import Storage
import Words

/// Founding the first group, three short screens: the group, where it is, and who begins it. The group is there after the last one; until then the
/// link leads to the first screen that is not filled in, and from every screen there is a way back that keeps what was typed.
struct SetUpPage: Page {
    let token: String
    /// The screen on which something is to be mended; nil for the one that the address names, else the next one.
    var step: SetUpStep?
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws -> FoundingDraft {
        guard let link = LinkToken(text: token), try SetUpStore.isOpen(link, connection) else { throw Problem.missing("problem.link.ended") }
        return try SetUpStore.draft(by: link, in: visit.house, connection)
    }

    func view(_ draft: FoundingDraft, _ visit: Visit) -> Sheet {
        let next = SetUpStep.next(after: draft)
        let named = visit.request.query["step"].flatMap { Int($0) }.flatMap { SetUpStep(rawValue: $0) }
        let step = step ?? named.map { $0.rawValue < next.rawValue ? $0 : next } ?? next
        // What was just typed goes before what was kept.
        var kept = draft
        if let form = typed.form { kept.take(form, from: SetUpStep(of: form)) }
        return SetUpScreen(
            token: token, step: step, typed: Typed(kept.form, typed.problem), losesSecret: typed.form?.text("passphrase") != nil, visit: visit
        )
        .sheet
    }
}

/// One of the three screens as it is drawn.
struct SetUpScreen {
    let token: String
    let step: SetUpStep
    /// What was typed on this screen and the others, and what is wrong with it.
    let typed: Typed
    let losesSecret: Bool
    let visit: Visit

    var sheet: Sheet {
        let say = visit.say
        let (title, fields, button) =
            switch step {
            case .group: (say("found.group.title"), group(visit), say("found.next"))
            case .place: (say("found.place.title"), place(visit), say("found.next"))
            case .you: (say("found.you.title"), you(visit), say("found.button"))
            }
        // After the way on, so that the Enter key goes on.
        let back = HTML.when(step != .group) { Button(say("found.back"), .quiet, name: "back", value: "yes").html }
        let form = Form(
            to: Here(visit.site, language: visit.languageChosen ? say.language : nil), hidden: visit.hidden + [("step", String(step.rawValue))],
            "\(fields)\(Button(button))\(back)"
        )
        return Sheet(
            say("found.title"), frame: .street, scripts: ["show.js"],
            content: """
                <p class="detail">\(say("found.step", ["step": .number(step.rawValue), "steps": .number(3)]))</p><h1>\(title)</h1>\
                \(Problems.summary(typed, visit, losesSecret: losesSecret))\(form)
                """
        )
    }

    // MARK: Screens

    private func group(_ visit: Visit) -> HTML {
        let say = visit.say
        let guess = guessedCountry(visit)
        let offered = Offered.countries(say)
        let guessed = offered.first { $0.value == guess }
        let choices = [Choice("", say("found.country.choose"))] + [guessed].compactMap { $0 } + offered.filter { $0.value != guess }
        let hint = guessed.map { say("found.country.hint.guess", ["country": .made($0.label)]) } ?? say("found.country.hint")
        return """
            <p class="lead">\(say("found.lead"))</p>\
            \(TextField(
                "name", label: say("found.name"), value: typed.value("name") ?? "", hint: say("found.name.hint"),
                problem: typed.problem("name", visit), maxlength: 80, required: true
            ))\
            \(Select(
                "country", label: say("found.country"), choices: choices, chosen: typed.value("country") ?? "", hint: hint,
                problem: typed.problem("country", visit), required: true
            ))
            """
    }

    private func place(_ visit: Visit) -> HTML {
        let say = visit.say
        let defaults = CountryDefaults.of(typed.value("country") ?? "")
        let languages = visit.house.catalogs.languages
        let chosen = typed.chosen("languages").isEmpty ? [say.language.text] : typed.chosen("languages")
        let cards = RadioCards(
            "languages", legend: say("found.languages"), choices: languages.map { Choice($0.text, say.languageName($0)) }, chosen: Set(chosen),
            several: true, hint: say("found.languages.hint"), problem: typed.problem("languages", visit)
        )
        return """
            \(cards)\
            \(TextField(
                "group-phone", label: say("found.groupPhone"), value: typed.value("group-phone") ?? "", hint: say("found.groupPhone.hint"),
                problem: typed.problem("group-phone", visit), kind: .telephone, maxlength: 40
            ))\
            \(Select(
                "zone", label: say("found.zone"), choices: Offered.timeZones(with: defaults.timeZone),
                chosen: typed.value("zone") ?? defaults.timeZone.identifier, hint: say("found.zone.hint"), problem: typed.problem("zone", visit)
            ))\
            \(Select(
                "currency", label: say("found.currency"), choices: Offered.currencies(say, with: defaults.currency),
                chosen: typed.value("currency") ?? defaults.currency.code, hint: say("found.currency.hint"),
                problem: typed.problem("currency", visit)
            ))
            """
    }

    private func you(_ visit: Visit) -> HTML {
        let say = visit.say
        return """
            <p class="lead">\(say("found.you.lead"))</p>\
            \(TextField(
                "alias", label: say("found.alias"), value: typed.value("alias") ?? "", hint: say("found.alias.hint"),
                problem: typed.problem("alias", visit), autocomplete: "nickname", maxlength: 60, required: true
            ))\
            \(TextField(
                "phone", label: say("found.phone"), value: typed.value("phone") ?? "", hint: say("found.phone.hint"),
                problem: typed.problem("phone", visit), kind: .telephone, autocomplete: "tel", maxlength: 40
            ))\
            \(SecretField(
                "passphrase", label: say("found.passphrase"), hint: say("found.passphrase.hint", ["count": .count(SignInByPassphrase.shortest)]),
                problem: typed.problem("passphrase", visit), isNew: true, again: typed.problem("passphrase-again", visit), required: true, say: say
            ))\
            \(Disclosure(say("found.sees.title"), "<p>\(say("found.sees"))</p>"))
            """
    }

    /// The region of the browser's language, when it says one. It is offered first and never chosen for anybody: many browsers say `en-US` far from
    /// there, and the emergency numbers that askers see hang on it.
    private func guessedCountry(_ visit: Visit) -> String? {
        let header = visit.request.acceptLanguage ?? ""
        for part in header.split(separator: ",") {
            let pieces = part.prefix { $0 != ";" }.split(separator: "-")
            if pieces.count > 1, let last = pieces.last, let country = CallingCountry.named(last) { return country.region }
        }
        return nil
    }
}
