/// An amount in the smallest unit of its currency (pence, cents, whole yen). Never a fraction, never a floating-point number.
public struct Money: Hashable, Sendable {
    public var minorUnits: Int64
    public var currency: Currency

    @inlinable
    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}

/// An ISO 4217 currency code, such as GBP.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    public let code: String

    /// Three capital letters; nil for anything else.
    public init?(code: some StringProtocol) {
        let upper = code.uppercased()
        guard upper.utf8.count == 3, upper.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.code = upper
    }

    private init(known: String) { code = known }

    public static let gbp = Currency(known: "GBP")
    public static let usd = Currency(known: "USD")
    public static let eur = Currency(known: "EUR")

    /// How many digits stand behind the point (ISO 4217): 2 for most, 0 for yen, 3 for the Kuwaiti dinar.
    public var fractionDigits: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF": 0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    public var description: String { code }
}

extension Money {
    /// Reads an amount as people type it: `31.20`, `31,20`, `1 234.50`, `£31`, with Arabic-Indic digits too. The last point or comma
    /// followed by one or more digits up to the currency's own count is the decimal sign; nil when it is not one plain amount of zero or more.
    public init?(typed: some StringProtocol, currency: Currency) {
        var digits: [Int64] = []
        var fraction: Int?
        var separators = 0
        for scalar in typed.unicodeScalars {
            if let digit = Self.digit(scalar) {
                digits.append(digit)
                if fraction != nil { fraction! += 1 }
            } else if scalar == "." || scalar == "," || scalar == "\u{066B}" {
                guard !digits.isEmpty else { return nil }
                separators += 1
                fraction = 0
            } else if scalar.properties.isWhitespace || scalar.properties.generalCategory == .currencySymbol || scalar == "\u{066C}" || scalar == "'"
            {
                continue
            } else {
                return nil
            }
        }
        guard !digits.isEmpty, digits.count <= 15 else { return nil }
        var behind = fraction ?? 0
        if behind > currency.fractionDigits {
            // Three digits behind a single comma are thousands ("1,200"), unless the currency has three.
            guard behind == 3, separators >= 1 else { return nil }
            behind = 0
        }
        var value = digits.reduce(Int64(0)) { $0 * 10 + $1 }
        for _ in behind..<max(behind, currency.fractionDigits) { value *= 10 }
        self.init(minorUnits: value, currency: currency)
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int64? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int64(value)
    }
}
