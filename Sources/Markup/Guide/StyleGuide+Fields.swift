import Kernel
import Words

extension StyleGuide {
    var textFields: HTML {
        let long = Array(repeating: say("guide.sample.long"), count: 4).joined(separator: " ")
        let pieces: [HTML] = [
            TextField("empty", label: say("guide.field.name"), hint: say("guide.field.name.hint"), autocomplete: "off", maxlength: 80).html,
            TextField("filled", label: say("guide.field.name"), value: say("guide.sample.alias"), hint: say("guide.field.name.hint")).html,
            TextField(
                "problem", label: say("guide.field.reach"), value: "020 7946 0", hint: say("guide.field.reach.hint"),
                problem: say("guide.field.reach.problem"), kind: .telephone, autocomplete: "tel", required: true
            ).html,
            TextField("disabled", label: say("guide.state.disabled"), value: say("guide.sample.alias"), disabled: true).html,
            "<div class=\"focused\">\(TextField("focus", label: say("guide.state.focus"), value: say("guide.sample.alias")))</div>",
            TextField("long", label: say("guide.state.long"), value: long).html,
            TextField("other", label: say("guide.state.otherScript"), value: say("guide.sample.otherScript")).html,
            SecretField("secret", label: say("guide.field.secret"), isNew: true, say: say).html,
            TextField("mail", label: say("guide.field.reach"), value: "amina@example.org", kind: .email, autocomplete: "email").html,
            TextField("find", label: say("guide.field.what"), value: say("guide.list.rice"), kind: .search).html,
            TextField("number", label: say("guide.field.total"), value: "12", kind: .number).html,
            TextField("address", label: say("guide.type.link"), value: "https://example.org", kind: .address).html,
            TextArea("what", label: say("guide.field.what"), value: say("guide.sample.list"), hint: say("guide.field.what.hint")).html,
            TextArea("what-problem", label: say("guide.field.what"), problem: say("guide.field.what.problem")).html,
        ]
        return section(say("guide.section.text"), samples(pieces))
    }

    var otherFields: HTML {
        let zones = [Choice("", say("guide.sample.notSure")), Choice("mill", say("guide.sample.mill")), Choice("dock", say("guide.sample.dock"))]
        let pieces: [HTML] = [
            Select("zone", label: say("guide.field.place"), choices: zones, chosen: "mill").html,
            Select("zone-problem", label: say("guide.field.place"), choices: zones, problem: say("guide.field.place.problem")).html,
            Select("zone-disabled", label: say("guide.state.disabled"), choices: zones, disabled: true).html,
            DateField("until", label: say("guide.field.until"), value: "2026-03-14", hint: say("guide.field.until.hint")).html,
            TimeWindowFields("window", legend: say("guide.field.window"), from: "15:00", until: "17:00", say: say).html,
            TimeWindowFields(
                "window-problem", legend: say("guide.field.window"), from: "17:00", until: "15:00", problem: say("guide.field.window.problem"),
                say: say
            ).html,
            MoneyField("total", label: say("guide.field.total"), value: "31.20", currency: .gbp, hint: say("guide.field.total.hint")).html,
            MoneyField("total-problem", label: say("guide.field.total"), value: "12 or so", currency: .eur, problem: say("guide.field.total.problem"))
                .html,
            FileField("receipt", label: say("guide.field.receipt"), accept: FileField.pictures, hint: say("guide.field.receipt.hint")).html,
            FileField("receipt-problem", label: say("guide.field.receipt"), problem: say("guide.field.receipt.problem")).html,
        ]
        return section(say("guide.section.other"), samples(pieces))
    }

    var choices: HTML {
        let kinds = [
            Choice("groceries", say("guide.kind.groceries"), emoji: "🧺"), Choice("medicine", say("guide.kind.medicine"), emoji: "💊"),
            Choice("chat", say("guide.kind.chat"), emoji: "☎️"), Choice("ride", say("guide.kind.ride"), emoji: "🚲"),
        ]
        let costs = [
            Choice("self", say("guide.cost.self"), hint: say("guide.cost.self.hint")),
            Choice("fund", say("guide.cost.fund"), hint: say("guide.cost.fund.hint")),
            Choice("unsure", say("guide.cost.unsure"), disabled: true),
        ]
        let hours: Set<HoursGrid.Slot> = [
            .init(weekday: 1, part: .morning), .init(weekday: 1, part: .afternoon), .init(weekday: 4, part: .evening),
            .init(weekday: 6, part: .morning),
        ]
        let ticks: HTML = """
            \(CheckboxRow("phone", label: say("guide.tick.phone"), hint: say("guide.tick.phone.hint")))\
            \(CheckboxRow("same", label: say("guide.tick.same"), checked: true))\
            \(CheckboxRow("consent", label: say("guide.tick.consent"), problem: say("guide.tick.consent.problem")))\
            \(CheckboxRow("off", label: say("guide.state.disabled"), checked: true, disabled: true))
            """
        let pieces: [HTML] = [
            RadioCards("kind", legend: say("guide.field.kind"), choices: kinds, chosen: ["groceries"]).html,
            RadioCards("kind-problem", legend: say("guide.field.kind"), choices: kinds, problem: say("guide.field.kind.problem")).html,
            RadioCards("cost", legend: say("guide.field.cost"), choices: costs, chosen: ["fund"]).html,
            RadioCards(
                "skills", legend: say("guide.field.offer"), choices: kinds, chosen: ["groceries", "ride"], several: true,
                hint: say("guide.field.offer.hint")
            ).html,
            ticks,
            HoursGrid("hours", legend: say("guide.field.hours"), chosen: hours, hint: say("guide.field.hours.hint"), say: say).html,
        ]
        return section(say("guide.section.choices"), samples(pieces))
    }
}
