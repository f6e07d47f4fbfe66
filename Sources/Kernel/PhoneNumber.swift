/// A telephone number in E.164: a plus sign, the country code, and at most 15 digits in all.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Why something typed is not a number.
    public enum Fault: Error, Sendable { case noDigits, tooShort, tooLong, letters }

    /// Reads a number as people type it, in any digits, with spaces, points, hyphens, brackets and slashes. Without a leading `+` or `00` it
    /// belongs to `country`, whose trunk prefix (the 0 of 020 7946 0958) is dropped.
    public init(typed: some StringProtocol, country: CallingCountry) throws(Fault) {
        var digits = ""
        var international = false
        for scalar in typed.unicodeScalars {
            if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
                digits += String(Int(value))
            } else if scalar == "+" || scalar == "\u{FF0B}" {
                guard digits.isEmpty else { throw .letters }
                international = true
            } else if scalar.properties.isWhitespace
                || "-.()/\u{2010}\u{2011}\u{2012}\u{2013}\u{200E}\u{200F}\u{202A}\u{202C}".unicodeScalars.contains(scalar)
            {
                continue
            } else {
                throw .letters
            }
        }
        guard !digits.isEmpty else { throw .noDigits }
        if !international, digits.hasPrefix("00") {
            international = true
            digits.removeFirst(2)
        } else if !international, country.code == "1", digits.hasPrefix("011") {
            international = true
            digits.removeFirst(3)
        }
        if !international {
            if let trunk = country.trunkPrefix, digits.hasPrefix(trunk), digits.count > trunk.count + 6 || trunk != country.code {
                digits.removeFirst(trunk.count)
            }
            guard digits.count >= country.shortest else { throw .tooShort }
            digits = country.code + digits
        }
        guard digits.count >= 8 else { throw .tooShort }
        guard digits.count <= 15 else { throw .tooLong }
        text = "+" + digits
    }

    public var description: String { text }
}

/// What is needed to read a number typed the way it is written at home: the country's calling code and trunk prefix (ITU-T E.164 list).
public struct CallingCountry: Hashable, Sendable {
    /// ISO 3166-1 code, such as `GB`.
    public let region: String
    /// The calling code without plus, such as `44`.
    public let code: String
    /// What people dial before a number inside the country, and never from abroad.
    public let trunkPrefix: String?
    /// Digits of the shortest number after the trunk prefix.
    public let shortest: Int

    private init(_ region: String, _ code: String, _ trunkPrefix: String?, _ shortest: Int) {
        self.region = region
        self.code = code
        self.trunkPrefix = trunkPrefix
        self.shortest = shortest
    }

    /// The countries a group can be set to; for any other, people type numbers with their plus sign.
    public static let known: [CallingCountry] = [
        .init("AR", "54", "0", 10), .init("AT", "43", "0", 7), .init("AU", "61", "0", 9), .init("BD", "880", "0", 8), .init("BE", "32", "0", 8),
        .init("BR", "55", "0", 10), .init("CA", "1", "1", 10), .init("CH", "41", "0", 9), .init("CL", "56", nil, 9), .init("CO", "57", nil, 8),
        .init("DE", "49", "0", 6), .init("DK", "45", nil, 8), .init("EG", "20", "0", 8), .init("ES", "34", nil, 9), .init("FI", "358", "0", 6),
        .init("FR", "33", "0", 9), .init("GB", "44", "0", 9), .init("GR", "30", nil, 10), .init("IE", "353", "0", 7), .init("IL", "972", "0", 8),
        .init("IN", "91", "0", 10), .init("IQ", "964", "0", 8), .init("IT", "39", nil, 6), .init("JO", "962", "0", 8), .init("JP", "81", "0", 9),
        .init("KE", "254", "0", 9), .init("LB", "961", "0", 7), .init("MA", "212", "0", 9), .init("MX", "52", nil, 10), .init("NG", "234", "0", 8),
        .init("NL", "31", "0", 9), .init("NO", "47", nil, 8), .init("NZ", "64", "0", 8), .init("PH", "63", "0", 8), .init("PK", "92", "0", 9),
        .init("PL", "48", nil, 9), .init("PT", "351", nil, 9), .init("SD", "249", "0", 9), .init("SE", "46", "0", 7), .init("SO", "252", "0", 7),
        .init("SY", "963", "0", 8), .init("TR", "90", "0", 10), .init("UA", "380", "0", 9), .init("US", "1", "1", 10), .init("ZA", "27", "0", 9),
    ]

    /// The country with this ISO code, in either case.
    public static func named(_ region: some StringProtocol) -> CallingCountry? {
        let upper = region.uppercased()
        return known.first { $0.region == upper }
    }
}
