import Kernel

/// What the rows below a heading say about it.
enum ValueRules {
    /// The use after a look at some values: forbids what is forbidden under any heading, believes weak headings only with values that fit, and
    /// names columns without a heading.
    static func check(_ scored: ScoredUse, heading: Heading, values: [String]) -> ScoredUse {
        if case .forbidden = scored.use { return scored }
        guard !values.isEmpty else { return scored }
        if share(of: values, isSocialSecurityNumber) > 0.5 { return ScoredUse(.forbidden(.identityNumber), score: 100) }
        if share(of: values, isNetworkAddress) > 0.5 { return ScoredUse(.forbidden(.device), score: 100) }
        switch scored.use {
        case .field(.kinds) where heading.has("=type"):
            return share(of: values) { !SheetKind.read($0).kinds.filter { $0 != .other }.isEmpty } >= 0.3 ? scored : .nothing
        case .field(.contact):
            if share(of: values, isEmail) > 0.7 { return ScoredUse(.field(.email), score: scored.score) }
            return share(of: values, isPhone) > 0.7 ? ScoredUse(.field(.phone), score: scored.score) : scored
        case .ignored where heading.list.isEmpty:
            if share(of: values, isEmail) > 0.7 { return ScoredUse(.field(.email), score: 1) }
            if share(of: values, isPhone) > 0.7 { return ScoredUse(.field(.phone), score: 1) }
            return scored
        default: return scored
        }
    }

    private static func share(of values: [String], _ fits: (String) -> Bool) -> Double {
        Double(values.filter(fits).count) / Double(values.count)
    }

    private static func isEmail(_ value: String) -> Bool { value.contains(/^\S+@\S+\.\S+$/) }

    private static func isPhone(_ value: String) -> Bool {
        value.allSatisfy { $0.isNumber || "+-.()/ ".contains($0) } && (7...15).contains(value.filter(\.isNumber).count)
    }

    private static func isSocialSecurityNumber(_ value: String) -> Bool { value.contains(/^\d{3}-\d{2}-\d{4}$/) }

    private static func isNetworkAddress(_ value: String) -> Bool { value.contains(/^\d{1,3}(\.\d{1,3}){3}$/) }
}
