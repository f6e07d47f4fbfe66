import Foundation
import Kernel
import Synchronization

/// A locale's digits, signs and places of currency and percent.
struct NumberShape: Sendable {
    /// What stands before and after a number.
    struct Around: Sendable {
        var before: String
        var after: String
    }

    /// From 0 to 9.
    let digits: [String]
    let hasOwnDigits: Bool
    let thousands: String
    let point: String
    let minus: String
    let percent: Around
    private let locale: Locale
    private let currencies = Currencies()

    private final class Currencies: Sendable {
        let known = Mutex<[String: Around]>([:])
    }

    init(locale: Locale) {
        self.locale = locale
        let formatter = NumberFormatter()
        formatter.locale = locale
        formatter.numberStyle = .decimal
        digits = (0...9).map { formatter.string(from: NSNumber(value: $0)) ?? String($0) }
        hasOwnDigits = digits[1] != "1"
        thousands = formatter.groupingSeparator ?? ","
        point = formatter.decimalSeparator ?? "."
        minus = formatter.minusSign ?? "-"
        let percents = NumberFormatter()
        percents.locale = locale
        percents.numberStyle = .percent
        percent = Self.around(percents.string(from: 0) ?? "0%")
    }

    /// A whole number with its thousands marked.
    func whole(_ number: Int) -> String {
        if number >= 0, number < 1_000, !hasOwnDigits { return String(number) }
        return (number < 0 ? minus : "") + grouped(String(number.magnitude))
    }

    /// The same digits in this locale's own writing.
    func own(_ asciiDigits: some StringProtocol) -> String {
        guard hasOwnDigits else { return String(asciiDigits) }
        return asciiDigits.utf8.reduce(into: "") { text, byte in
            if (0x30...0x39).contains(byte) { text += digits[Int(byte - 0x30)] }
        }
    }

    /// An amount with its currency where the locale puts it. Without `.00` when `shortens` and there are no smaller units.
    func money(_ money: Money, shortens: Bool) -> String {
        let around = around(currency: money.currency.code)
        let places = money.currency.fractionDigits
        var text = String(money.minorUnits.magnitude)
        if text.utf8.count <= places { text = String(repeating: "0", count: places + 1 - text.utf8.count) + text }
        var amount = grouped(text.dropLast(places))
        let fraction = text.suffix(places)
        if places > 0, !(shortens && fraction.utf8.allSatisfy { $0 == 0x30 }) { amount += point + own(fraction) }
        return (money.minorUnits < 0 ? minus : "") + around.before + amount + around.after
    }

    private func grouped(_ asciiDigits: some StringProtocol) -> String {
        let count = asciiDigits.utf8.count
        var text = ""
        for (index, byte) in asciiDigits.utf8.enumerated() {
            if index > 0, (count - index) % 3 == 0 { text += thousands }
            text += digits[Int(byte - 0x30)]
        }
        return text
    }

    private func around(currency code: String) -> Around {
        currencies.known.withLock { known in
            if let around = known[code] { return around }
            let sample = Decimal(0).formatted(.currency(code: code).presentation(.narrow).locale(locale))
            var around = Self.around(sample)
            around.before = Self.plainSign(around.before)
            around.after = Self.plainSign(around.after)
            if known.count < 200 { known[code] = around }
            return around
        }
    }

    /// `£` of `UK£`: a group counts in one currency, and its neighbours know which.
    private static func plainSign(_ affix: String) -> String {
        guard affix.unicodeScalars.contains(where: { $0.properties.generalCategory == .currencySymbol }) else { return affix }
        return String(String.UnicodeScalarView(affix.unicodeScalars.filter { !("A"..."Z").contains($0) }))
    }

    private static func around(_ sample: String) -> Around {
        let isDigit: (Unicode.Scalar) -> Bool = { $0.properties.generalCategory == .decimalNumber }
        guard let first = sample.unicodeScalars.firstIndex(where: isDigit), let last = sample.unicodeScalars.lastIndex(where: isDigit) else {
            return Around(before: "", after: "")
        }
        return Around(before: String(sample[..<first]), after: String(sample[sample.unicodeScalars.index(after: last)...]))
    }
}
