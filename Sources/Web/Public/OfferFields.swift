import Alongside
import Kernel
import Markup
import Words

/// What is offered and when, the same when somebody offers and when they change it.
struct OfferFields {
    struct Start: Sendable {
        var categories: [ID<Alongside.Category>] = []
        var words = ""
        var hours: WeekHours?
        var until: Day?
        var minutes: Int?
        var remote = false
        var inexhaustible = false
        var once = false
    }

    let start: Start
    let typed: Typed
    let categories: [Alongside.Category]
    var speaker = Speaker.neighbour
    let visit: Visit

    private var isAtDesk: Bool { speaker == .desk }
    private var say: Wording { visit.say }

    var what: HTML {
        """
        \(RadioCards(
            "kind", legend: isAtDesk ? say("intake.form.kind.offer") : say("offer.form.kind"), choices: Kinds.choices(categories, visit),
            chosen: Set(typed.chosen("kind", else: start.categories.map(\.text))), several: true, problem: typed.problem("kind", visit)
        ))\(TextArea(
            "what", label: isAtDesk ? say("intake.form.what") : say("offer.form.what"), value: typed.value("what", else: start.words) ?? "", hint: say("offer.form.what.hint"),
            problem: typed.problem("what", visit), rows: 2, maxlength: TextLimit.words
        ))
        """
    }

    var small: HTML {
        let remote = isAtDesk ? say("intake.form.remote.hint") : say("offer.form.remote.hint")
        let lengths = OfferWhat.lengths.map { Choice(String($0), say.duration(.minutes($0))) }
        return """
            \(CheckboxRow("remote", label: say("offer.form.remote"), checked: typed.isOn("remote", else: start.remote), hint: remote))\
            \(RadioCards(
                "minutes", legend: say("offer.form.minutes"), choices: lengths + [Choice("", say("offer.form.minutes.any"))],
                chosen: Set(typed.chosen("minutes", else: [start.minutes.map(String.init) ?? ""])), problem: typed.problem("minutes", visit)
            ))
            """
    }

    var when: HTML {
        let stored = Set((start.hours ?? WeekHours(mask: 0)).slots.map { HoursGrid.Slot($0) })
        let chosen = typed.form == nil ? stored : Set(typed.chosen("hours").compactMap { HoursGrid.Slot(value: $0) })
        let today = CalendarDay.of(visit.now, zone: visit.zone)
        return """
            \(HoursGrid(
                "hours", legend: isAtDesk ? say("intake.form.hours") : say("offer.form.hours"), chosen: chosen, hint: say("offer.form.hours.hint"),
                problem: typed.problem("hours", visit),
                firstWeekday: visit.group.firstWeekday == 1 ? 7 : visit.group.firstWeekday - 1, say: say
            ))\(DateField(
                "until", label: say("offer.form.until"),
                value: typed.value("until", else: CalendarDay.text(start.until ?? today + OfferHelp.usualDays)) ?? "", earliest: CalendarDay.text(today),
                latest: CalendarDay.text(today + OfferHelp.mostDays), hint: isAtDesk ? say("intake.form.until.hint") : say("offer.form.until.hint"),
                problem: typed.problem("until", visit)
            ))\(CheckboxRow(
                "inexhaustible", label: say("offer.form.inexhaustible"), checked: typed.isOn("inexhaustible", else: start.inexhaustible),
                hint: say("offer.form.inexhaustible.hint")
            ))\(CheckboxRow(
                "this-once", label: say("offer.form.once"), checked: typed.isOn("this-once", else: start.once),
                hint: isAtDesk ? say("intake.form.once.hint") : say("offer.form.once.hint")
            ))
            """
    }
}
