import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// One complaint: what was written, about whom, and what is done about it. For the person it is about there is no such page.
struct ComplaintShow: Page {
    let id: String
    var typed = Typed()

    struct Model: Sendable {
        let complaint: Complaint
        let words: ComplaintWords?
        let face: AskFace?
        let about: String?
        let taker: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group.id)
        guard let complaint = try ComplaintStore.with(id: visit.id(id), in: group, connection), complaint.isVisible(to: visit.actor) else {
            throw Problem.missing()
        }
        let face = try ComplaintParts.face(of: complaint, house, group, connection)
        let words = try face.flatMap { _ in
            try ComplaintStore.words(
                of: complaint, key: house.vault.key(of: complaint.ask.subject, in: group, connection), in: house, group: group, connection
            )
        }
        let cards = try PersonStore.cards(of: [complaint.about, complaint.takenBy].compactMap { $0 }, in: house, group: group, connection)
        return Model(
            complaint: complaint, words: words, face: face, about: complaint.about.flatMap { cards[$0]?.alias },
            taker: complaint.takenBy.flatMap { cards[$0]?.alias }
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        var rows: [DefinitionList.Row] = [
            .init(say("complaint.when"), say.dayAndTime(model.complaint.openedAt, zone: visit.zone, now: visit.now)),
            .init(say("complaint.about"), model.about ?? say.family("asker.about", (model.words?.about ?? .other).rawValue)),
        ]
        if let face = model.face {
            let ask = visit.to(DeskSite.ask(model.complaint.ask.text))
            rows.append(
                .init(say("complaint.ask"), html: "<a href=\"\(href: ask)\"><bdi>\(face.alias)</bdi> · <bdi>\(face.codeWord)</bdi></a>")
            )
        }
        if let taker = model.taker { rows.append(.init(say("complaint.taker"), taker)) }
        let words: HTML =
            model.words.map { Card(title: say("complaint.words"), Paragraphs($0.text).html).html } ?? Notice(.info, say("complaint.forgotten")).html
        let answer: HTML = model.words?.answer.map { Card(title: say("complaint.answer.given"), Paragraphs($0).html).html } ?? .empty
        return Sheet(
            say("complaint.one.title"), frame: .desk, layout: .settings,
            content: """
                \(Problems.summary(typed, visit))<h1>\(say("complaint.one.title"))</h1><p>\(ComplaintParts.pill(model.complaint, say))</p>\
                \(DefinitionList(rows))\(words)\(answer)\(steps(model, visit))\
                <p><a href="\(href: visit.to(DeskSite.complaints))">\(say("complaint.back"))</a></p>
                """
        )
    }

    private func steps(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard model.complaint.state != .closed else { return .empty }
        let take: HTML = HTML.when(model.complaint.state == .open) {
            Form(to: visit.to(DeskSite.complaint(id)), hidden: visit.hidden + [(name: "do", value: "take")], Button(say("complaint.take")).html).html
        }
        return """
            \(take)\(Form(
                to: visit.to(DeskSite.complaint(id)), hidden: visit.hidden + [(name: "do", value: "close")],
                """
                \(TextArea(
                    "answer", label: say("complaint.answer"), value: typed.value("answer") ?? "", hint: say("complaint.answer.hint"),
                    problem: typed.problem("answer", visit), rows: 3, maxlength: TextLimit.words
                ))\(Button(say("complaint.close"), .secondary))
                """
            ))
            """
    }
}

/// Takes a complaint on, or closes it with what was done.
struct ComplaintHear: Action {
    let id: String

    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let complaint: ID<Complaint> = try visit.id(id)
        let step: HearComplaint.Step =
            switch form["do"] {
            case "take": .take
            case "close": .close(answer: try TextLimit.required(form["answer"], field: "answer", limit: TextLimit.words))
            default: throw Problem.invalid("do", "problem.choice")
            }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try HearComplaint(complaint, step).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(DeskSite.complaint(id)))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .forbidden ? nil : ComplaintShow(id: id, typed: Typed(form, problem))
    }
}
