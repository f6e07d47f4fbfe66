import Alongside
import Kernel

/// Amounts in form fields.
enum TypedMoney {
    /// `2.40`, in digits that every field takes back.
    static func text(_ minor: Int64, _ currency: Currency) -> String {
        let digits = currency.fractionDigits
        guard digits > 0 else { return String(minor) }
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        let rest = String(minor % scale)
        return "\(minor / scale).\(String(repeating: "0", count: digits - rest.count))\(rest)"
    }

    /// Nil when nothing was typed.
    static func read(_ typed: String, field: String, _ group: Group) throws -> Money? {
        guard !typed.isEmpty else { return nil }
        guard let money = Money(typed: typed, currency: group.currency), money.minorUnits <= TickLines.largest else {
            throw unclear(field, group.currency)
        }
        return money
    }

    /// With an example that the field takes in this currency: not every currency has a smaller unit.
    static func unclear(_ field: String, _ currency: Currency) -> Problem {
        .invalid(field, "problem.money.unclear", ["example": text(1_240, currency)])
    }
}
