extension PluralRule.Expression {
    init(parsing text: some StringProtocol) throws(PluralRule.Fault) {
        var parser = PluralParser(Array(text.utf8))
        self = try parser.whole()
    }
}

/// Reads a plural expression by precedence climbing. Depth is limited, so that a hostile header cannot exhaust the stack.
private struct PluralParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() throws(PluralRule.Fault) -> PluralRule.Expression {
        let expression = try choice()
        skipSpaces()
        guard position == bytes.count else { throw fault("something is left over") }
        return expression
    }

    private mutating func choice() throws(PluralRule.Fault) -> PluralRule.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth < 60 else { throw fault("it is nested too deeply") }
        let condition = try binary(atLeast: 0)
        guard take("?") else { return condition }
        let yes = try choice()
        guard take(":") else { throw fault("a ':' is missing") }
        return .choice(condition, yes, try choice())
    }

    /// The operators of each level, loosest first; longer spellings before their beginnings.
    private static let levels: [[(String, PluralRule.Operator)]] = [
        [("||", .or)],
        [("&&", .and)],
        [("==", .equal), ("!=", .unequal)],
        [("<=", .atMost), (">=", .atLeast), ("<", .less), (">", .greater)],
        [("+", .add), ("-", .subtract)],
        [("*", .multiply), ("/", .divide), ("%", .remainder)],
    ]

    private mutating func binary(atLeast level: Int) throws(PluralRule.Fault) -> PluralRule.Expression {
        guard level < Self.levels.count else { return try single() }
        var left = try binary(atLeast: level + 1)
        while let sign = takeSign(of: level) { left = .binary(sign, left, try binary(atLeast: level + 1)) }
        return left
    }

    private mutating func takeSign(of level: Int) -> PluralRule.Operator? {
        for (spelling, sign) in Self.levels[level] where take(spelling) { return sign }
        return nil
    }

    private mutating func single() throws(PluralRule.Fault) -> PluralRule.Expression {
        if take("!") {
            depth += 1
            defer { depth -= 1 }
            guard depth < 60 else { throw fault("it is nested too deeply") }
            return .not(try single())
        }
        if take("(") {
            let inner = try choice()
            guard take(")") else { throw fault("a ')' is missing") }
            return inner
        }
        if take("n") { return .number }
        var value: Int?
        while position < bytes.count, (0x30...0x39).contains(bytes[position]), (value ?? 0) < 100_000_000 {
            value = (value ?? 0) * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard let value else { throw fault("a number or n is missing") }
        return .constant(value)
    }

    private mutating func take(_ spelling: String) -> Bool {
        skipSpaces()
        guard bytes[position...].starts(with: spelling.utf8) else { return false }
        position += spelling.utf8.count
        return true
    }

    private mutating func skipSpaces() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }

    private func fault(_ reason: String) -> PluralRule.Fault { PluralRule.Fault(reason: "Plural-Forms: \(reason) at character \(position + 1)") }
}
