import Alongside
import Kernel
import Markup
import Storage
import Words

/// Done: one tap, or the receipt with its total in the same form. When it is over, however it went, the receipt alone.
struct DonePage: Page {
    var typed = Typed()

    func load(_ visit: Visit, _ connection: any Connection) throws -> TaskModel {
        let model = try TaskModel.load(visit, connection)
        guard model.standing == .promised || (model.standing == .done && !model.hasReceipt) || model.owesReceipt else {
            throw Problem.conflict("problem.match.state")
        }
        return model
    }

    func view(_ model: TaskModel, _ visit: Visit) -> Sheet {
        let say = visit.say
        let isOver = model.standing != .promised
        let title = isOver ? say("helping.receipt.title") : say("helping.done.title")
        let lead: HTML = HTML.when(model.standing == .promised || model.standing == .done) { "<p class=\"lead\">\(say("helping.done.lead"))</p>" }
        return Sheet(
            title,
            content: """
                <h1>\(title)</h1>\(Problems.summary(typed, visit))\(lead)\(Form(
                    to: visit.to(LinkSite.done), hidden: visit.hidden, files: true,
                    "\(receipt(model, visit))\(Button(isOver ? say("helping.receipt.send") : say("helping.done.button")))"
                ))<p><a href="\(href: visit.to(LinkSite.page))">\(say("helping.back"))</a></p>
                """
        )
    }

    /// Where nothing is bought there is nothing to repay.
    private func receipt(_ model: TaskModel, _ visit: Visit) -> HTML {
        guard model.needsReceipt else { return .empty }
        let say = visit.say
        let total = model.match.spentMinor.map { TypedMoney.text($0, visit.group.currency) }
        let wasDelivered = model.standing == .promised || model.standing == .done
        // Where nobody was met at a door, nobody has paid there.
        let pays = wasDelivered && model.ask.costPath == .pays
        return """
            <p>\(pays ? say("helping.receipt.pays") : say("helping.receipt.lead"))</p>\
            \(ReceiptForm.Fields(total: pays ? nil : total, mayBeEmpty: wasDelivered, typed: typed, visit: visit))
            """
    }
}

/// Marks it done, where it is not over yet, and hands in the receipt, in one transaction. The picture is made ready before, outside of it.
struct DoneSave: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        let id = try TaskModel.id(visit)
        guard let once = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let receipt = try await ReceiptForm.read(form, visit)
        let total = receipt.total
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        if receipt.total != nil { try await house.database.read { try ReceiptStore.learn(in: house, group: group.id, $0) } }
        try await house.database.write { transaction in
            let match = try MatchStore.existing(id, in: group.id, transaction)
            if match.state.isPromise || match.state == .done {
                try DeliverAsk(id, spent: total).run(transaction, in: house, group: group, by: actor)
            } else if (total?.minorUnits ?? 0) == 0 {
                throw Problem.invalid("total", "helping.problem.total")
            }
            guard let input = receipt.input(for: match, once: once) else { return }
            try SubmitReceipt(input).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(LinkSite.page))
    }

    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? {
        problem.kind == .conflict ? nil : DonePage(typed: Typed(form, problem))
    }
}
