import Alongside
import Kernel
import Markup
import Storage
import Words

/// What the pages of money have in common.
enum MoneyParts {
    /// Runs a change once for its form.
    static func once(_ form: Submission, _ visit: Visit, _ work: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        guard let key = OnceKey(form["once"]) else { throw Problem(.invalid, "problem.form.expired") }
        let (group, now) = (visit.group.id, visit.now)
        try await visit.house.database.write { transaction in
            _ = try Once.run(key, in: group, at: now, transaction) {
                try work(transaction)
                return ""
            }
        }
    }

    /// An amount as somebody typed it.
    static func amount(_ form: Submission, _ visit: Visit) throws -> Money {
        guard let money = Money(typed: form["amount"], currency: visit.group.currency) else {
            throw Problem.invalid("amount", "money.problem.amount")
        }
        return money
    }

    static func pot(_ form: Submission, _ field: String = "pot") throws -> ID<Pot> {
        guard let id = ID<Pot>(text: form[field]) else { throw Problem.invalid(field, "money.problem.pot") }
        return id
    }

    static func method(_ form: Submission) throws -> PaymentMethod {
        guard let method = PaymentMethod(rawValue: form["method"]) else { throw Problem.invalid("method", "money.problem.method") }
        return method
    }

    // MARK: Fields

    /// How the money moves; an advance only where the person holds one.
    static func methods(_ typed: Typed, _ visit: Visit, advance: Bool = false) -> RadioCards {
        let say = visit.say
        let choices = PaymentMethod.allCases.filter { advance || $0 != .advance }.map { Choice($0.rawValue, say.family("money.method", $0.rawValue)) }
        return RadioCards(
            "method", legend: say("money.field.method"), choices: choices, chosen: Set(typed.chosen("method", else: advance ? ["advance"] : [])),
            problem: typed.problem("method", visit)
        )
    }

    /// The pots in use, each with what it holds.
    static func pots(
        _ money: PotsHeld, _ typed: Typed, _ visit: Visit, name: String = "pot", label: String? = nil, holding least: Int64? = nil
    ) -> Select {
        // Of several the first that holds enough is chosen at first.
        let enough = least.flatMap { least in money.pots.first { $0.active && (money.balances[$0.id] ?? 0) >= least }?.id.text }
        let choices = money.pots.filter(\.active).map { pot in
            Choice(
                pot.id.text, visit.say("money.pot.choice", ["pot": .text(pot.name), "amount": .made(money.written(pot, visit))])
            )
        }
        return Select(
            name, label: label ?? visit.say("money.field.pot"), choices: choices, chosen: typed.value(name, else: enough),
            problem: typed.problem(name, visit)
        )
    }

    /// Offered only after a pot turned out not to hold enough.
    static func overdraw(_ typed: Typed, _ visit: Visit) -> HTML {
        guard typed.problem?.each.contains(where: { $0.key == PotStore.emptyKey }) ?? false else { return .empty }
        return CheckboxRow("overdraw", label: visit.say("money.field.overdraw"), checked: false, hint: visit.say("money.field.overdraw.hint")).html
    }

    static func amountField(_ typed: Typed, _ visit: Visit, id: String? = nil) -> MoneyField {
        MoneyField(
            "amount", label: visit.say("money.field.amount"), value: typed.value("amount") ?? "", currency: visit.group.currency,
            problem: typed.problem("amount", visit), id: id
        )
    }

    // MARK: Showing

    /// Above the limit the sign says which way money went, so it is written out: "−£12.00".
    static func signed(_ minorUnits: Int64, _ visit: Visit) -> HTML {
        let text = visit.say.money(Money(minorUnits: minorUnits, currency: visit.group.currency))
        return "<bdi>\(text)</bdi>"
    }

    /// Back to the ledger.
    static func back(_ visit: Visit) -> HTML {
        "<p><a href=\"\(href: visit.to(DeskSite.ledger))\">\(visit.say("money.ledger.back"))</a></p>"
    }
}

/// The pots with what they hold.
struct PotsHeld: Sendable {
    let pots: [Pot]
    let balances: [ID<Pot>: Int64]

    static func load(_ visit: Visit, _ connection: any Connection) throws -> PotsHeld {
        PotsHeld(pots: try PotStore.all(in: visit.group.id, connection), balances: try PotStore.balances(in: visit.group.id, connection))
    }

    func name(_ pot: ID<Pot>) -> String { pots.first { $0.id == pot }?.name ?? "" }

    func written(_ pot: Pot, _ visit: Visit) -> String {
        visit.say.money(Money(minorUnits: balances[pot.id] ?? 0, currency: visit.group.currency))
    }
}

/// A page with a choice in its address.
struct QueryLink: Link {
    let here: Here
    let query: [(name: String, value: String)]

    var path: String {
        guard !query.isEmpty else { return here.path }
        let base = here.path
        return base + (base.contains("?") ? "&" : "?") + query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}
