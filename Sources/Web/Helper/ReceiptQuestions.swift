import Alongside
import Kernel
import Markup
import Words

/// What a treasurer wants to know about the receipt of a task, and the way to answer. It stands on the task's page when the task is over.
struct ReceiptQuestions: Component {
    let model: TaskModel
    let typed: Typed
    let visit: Visit

    var html: HTML { HTML.each(model.questions) { card($0) } }

    private func card(_ question: TaskModel.Question) -> HTML {
        let say = visit.say
        let id = question.receipt.text
        // Of several questions only the one that was answered gets its words back.
        let isTyped = typed.value("receipt") == id
        return Card(
            title: say("helping.question.title"),
            """
            <p>\(say("helping.question.lead", ["amount": .made(say.money(question.amount))]))</p>\(Paragraphs(question.words))\(Form(
                to: visit.to(LinkSite.answer), hidden: visit.hidden + [(name: "receipt", value: id)],
                "\(field(id, isTyped: isTyped))\(Button(say("helping.question.send")))"
            ))
            """
        ).html
    }

    private func field(_ id: String, isTyped: Bool) -> TextArea {
        TextArea(
            "answer", label: visit.say("helping.question.answer"), value: isTyped ? typed.value("answer") ?? "" : "",
            problem: isTyped ? typed.problem("answer", visit) : nil, rows: 3, maxlength: SubmitReceipt.noteLimit, id: "answer-" + id
        )
    }
}

/// Answers a treasurer's question about a receipt of this task.
struct ReceiptAnswer: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let answer = AnswerReceipt(try visit.id(form["receipt"]), of: try TaskModel.id(visit), words: form["answer"])
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await MoneyParts.once(form, visit) { try answer.run($0, in: house, group: group, by: actor) }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { TaskPage(typed: Typed(form, problem)) }
}
