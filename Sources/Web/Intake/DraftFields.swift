import Alongside
import Exchange
import Kernel

/// The fields of the ask form and the offer form as a draft fills them in. What the draft leaves open stays empty: a person chooses.
struct DraftFields {
    let draft: MessageDraft
    let visit: Visit

    func submission(_ what: TakenIn) -> Submission {
        var fields: [(String, String)] = [
            ("name", draft.name.value ?? ""), ("reach", reach), ("place", draft.address.value ?? ""), ("zone", draft.zone.value?.id ?? ""),
            ("what", words),
        ]
        let kinds = draft.kinds.choices.compactMap(\.value.id)
        switch what {
        case .ask:
            // A kind that the group does not have is none.
            if let kind = draft.kinds.value?.id { fields.append(("kind", kind)) }
            fields += when
            fields.append(("language", language))
        case .offer:
            fields += kinds.map { ("kind", $0) }
            let spoken = draft.language.choices.map(\.value.text)
            let own = Set(visit.group.languages.map(\.text))
            fields += (spoken.isEmpty ? [visit.group.mainLanguage.text] : spoken.filter(own.contains)).map { ("languages", $0) }
            if let other = spoken.first(where: { !own.contains($0) }) { fields.append(("language-other", other)) }
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            fields.append(("until", CalendarDay.text(draft.byWhen.value ?? today + OfferHelp.usualDays)))
            fields += [("transport", Helper.Transport.foot.rawValue), ("minutes", "")]
        }
        return Submission(fields)
    }

    /// The number and the address, where each is one.
    private var reach: String {
        guard !draft.phone.isOpen, !draft.email.isOpen else { return "" }
        return [draft.phone.value, draft.email.value].compactMap { $0 }.joined(separator: ", ")
    }

    /// A list as a list, one thing a line; else the message without what stands in other fields.
    private var words: String {
        guard !draft.lines.isEmpty else { return draft.words }
        let lines = draft.lines.map { $0.mustHave ? $0.written + " !" : $0.written }
        let isSaid = draft.diet.map { diet in lines.contains { $0.contains(diet) } } ?? true
        return (lines + (isSaid ? [] : [draft.diet ?? ""])).joined(separator: "\n")
    }

    /// A day that is named goes before a word of urgency.
    private var when: [(String, String)] {
        if let day = draft.byWhen.value {
            let today = CalendarDay.of(visit.now, zone: visit.zone)
            return day == today ? [("when", WantedBy.Word.today.rawValue)] : [("when", WantedBy.Word.date.rawValue), ("date", CalendarDay.text(day))]
        }
        guard !draft.byWhen.isOpen, let urgency = draft.urgency.value else { return [] }
        return [("when", urgency.rawValue)]
    }

    private var language: String {
        let known = SpokenLanguages.all(of: visit.group)
        return draft.language.value.flatMap { known.contains($0) ? $0.text : nil } ?? visit.group.mainLanguage.text
    }
}
