import Alongside
import Images
import Kernel
import Markup
import Words

/// What something came to, with the picture of the receipt: as the helper fills it in, or a dispatcher for them.
struct ReceiptForm: Sendable {
    let total: Money?
    let note: String?
    /// How the helper wants their money.
    let repayment: String?
    let picture: SubmitReceipt.Picture?

    /// Reads the fields; the picture is made ready here, outside of every transaction.
    static func read(_ form: Submission, _ visit: Visit) async throws -> ReceiptForm {
        let total = try TypedMoney.read(form["total"], field: "total", visit.group)
        let note = try TextLimit.read(form["note"], field: "note", limit: SubmitReceipt.noteLimit)
        let repayment = try TextLimit.read(form["repayment"], field: "repayment", limit: SubmitReceipt.repaymentLimit)
        let picture = try await picture(form, visit)
        if picture != nil, (total?.minorUnits ?? 0) == 0 { throw Problem.invalid("total", "helping.problem.total") }
        return ReceiptForm(total: total, note: note, repayment: repayment, picture: picture)
    }

    /// Nil where nothing was paid.
    func input(for match: Match, once: OnceKey?) -> SubmitReceipt.Input? {
        guard let total, total.minorUnits > 0 else { return nil }
        return SubmitReceipt.Input(
            ask: match.ask, match: match.id, payee: match.helper, amount: total, picture: picture, note: note,
            repayment: repayment, once: once
        )
    }

    private static func picture(_ form: Submission, _ visit: Visit) async throws -> SubmitReceipt.Picture? {
        guard let file = form.file("receipt") else { return nil }
        do throws(Problem) {
            let made = try await visit.pictures.prepare(file.bytes)
            return SubmitReceipt.Picture(jpeg: made.jpeg, thumbnail: made.thumbnail, likeness: made.likeness)
        } catch {
            var problem = error
            problem.field = "receipt"
            throw problem
        }
    }

    struct Fields: Component {
        /// What the list comes to.
        let total: String?
        let mayBeEmpty: Bool
        let typed: Typed
        let visit: Visit

        var html: HTML {
            let say = visit.say
            return """
                \(MoneyField(
                    "total", label: say("helping.receipt.total"), value: typed.value("total", else: total) ?? "", currency: visit.group.currency,
                    hint: mayBeEmpty ? say("helping.receipt.total.hint") : nil, problem: typed.problem("total", visit)
                ))\(FileField(
                    "receipt", label: say("helping.receipt.picture"), accept: FileField.pictures, hint: say("helping.receipt.picture.hint"),
                    problem: typed.problem("receipt", visit)
                ))\(TextField(
                    "repayment", label: say("helping.receipt.repayment"), value: typed.value("repayment") ?? "",
                    hint: say("helping.receipt.repayment.hint"), problem: typed.problem("repayment", visit), autocomplete: "off",
                    maxlength: SubmitReceipt.repaymentLimit
                ))\(TextField(
                    "note", label: say("helping.receipt.note"), value: typed.value("note") ?? "", problem: typed.problem("note", visit), maxlength: 200
                ))
                """
        }
    }
}
