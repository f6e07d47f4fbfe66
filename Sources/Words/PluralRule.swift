/// A catalog's own rule for plurals: gettext's `Plural-Forms`, such as `nplurals=2; plural=(n != 1);`.
///
/// The expression is C's, over one number `n`: `?:`, `||`, `&&`, comparisons, `+ - * / %`, `!`, brackets.
struct PluralRule: Sendable {
    /// How many forms a sentence has.
    let forms: Int
    private let expression: Expression

    /// English until a catalog says otherwise.
    static let english = PluralRule(forms: 2, expression: .binary(.unequal, .number, .constant(1)))

    private init(forms: Int, expression: Expression) {
        self.forms = forms
        self.expression = expression
    }

    /// Reads a header's value; the error is a sentence.
    init(header: String) throws(Fault) {
        var forms: Int?
        var expression: Expression?
        for statement in header.split(separator: ";") {
            guard let equals = statement.firstIndex(of: "=") else {
                guard statement.trimmingSpaces.isEmpty else { throw Fault(reason: "Plural-Forms: '\(statement.trimmingSpaces)' is no statement") }
                continue
            }
            let value = statement[statement.index(after: equals)...]
            switch statement[..<equals].trimmingSpaces {
            case "nplurals": forms = Int(value.trimmingSpaces)
            case "plural": expression = try Expression(parsing: value)
            case let name: throw Fault(reason: "Plural-Forms: unknown name '\(name)'")
            }
        }
        guard let forms, (1...10).contains(forms), let expression else { throw Fault(reason: "Plural-Forms needs nplurals=1...10 and plural=...") }
        self.init(forms: forms, expression: expression)
    }

    /// Which form belongs to this many; the last one when the expression goes past it.
    func form(for count: Int) -> Int {
        let value = expression.value(Int(clamping: count.magnitude)) ?? 0
        return min(max(value, 0), forms - 1)
    }

    struct Fault: Error { let reason: String }

    enum Operator: Sendable { case or, and, equal, unequal, less, greater, atMost, atLeast, add, subtract, multiply, divide, remainder }

    indirect enum Expression: Sendable {
        case number
        case constant(Int)
        case not(Expression)
        case binary(Operator, Expression, Expression)
        case choice(Expression, Expression, Expression)

        /// Nil when it divides by zero.
        func value(_ number: Int) -> Int? {
            switch self {
            case .number: return number
            case .constant(let value): return value
            case .not(let inner): return inner.value(number).map { $0 == 0 ? 1 : 0 }
            case .choice(let condition, let yes, let no):
                guard let chosen = condition.value(number) else { return nil }
                return chosen != 0 ? yes.value(number) : no.value(number)
            case .binary(let sign, let left, let right):
                guard let first = left.value(number) else { return nil }
                if sign == .or, first != 0 { return 1 }
                if sign == .and, first == 0 { return 0 }
                guard let second = right.value(number) else { return nil }
                return Self.apply(sign, first, second)
            }
        }

        private static func apply(_ sign: Operator, _ left: Int, _ right: Int) -> Int? {
            switch sign {
            case .or, .and: right != 0 ? 1 : 0
            case .equal: left == right ? 1 : 0
            case .unequal: left != right ? 1 : 0
            case .less: left < right ? 1 : 0
            case .greater: left > right ? 1 : 0
            case .atMost: left <= right ? 1 : 0
            case .atLeast: left >= right ? 1 : 0
            case .add: left &+ right
            case .subtract: left &- right
            case .multiply: left &* right
            case .divide: right == 0 ? nil : left.dividedReportingOverflow(by: right).partialValue
            case .remainder: right == 0 ? nil : left.remainderReportingOverflow(dividingBy: right).partialValue
            }
        }
    }
}
