import Foundation
import Kernel

/// One written date before it is known which number is the day.
struct SheetDateShape {
    enum Written {
        /// Two numbers of which one is the day, the year, and what stands between them.
        case numbers(first: Int, second: Int, year: Int, separator: Character)
        case known(year: Int, month: Int, day: Int)
    }

    let date: Written
    private var secondOfDay: Int?
    private var offset: Int?

    /// Nil when the text is no date of any kind that is known: numbers, ISO 8601, month names in English, Spanish and Arabic, Excel's day numbers,
    /// Unix times.
    init?(_ text: String) {
        let plain = Self.asciiDigits(text).trimmed()
        if let serial = Double(plain) {
            guard let read = Self.serial(serial) else { return nil }
            (date, secondOfDay, offset) = read
            return
        }
        guard let (written, rest) = Self.numericDate(plain) ?? Self.namedDate(plain) else { return nil }
        date = written
        guard let time = Self.time(rest) else { return nil }
        (secondOfDay, offset) = time
    }

    func date(_ order: SheetDates.Order) -> SheetDate? {
        switch date {
        case .known(let year, let month, let day): SheetDate(year: year, month: month, day: day, secondOfDay: secondOfDay, offset: offset)
        case .numbers(let first, let second, let year, _):
            // A value that can only be read one way is read so, whatever the others do.
            if first > 12 || (order == .dayFirst && second <= 12) {
                SheetDate(year: year, month: second, day: first, secondOfDay: secondOfDay, offset: offset)
            } else {
                SheetDate(year: year, month: first, day: second, secondOfDay: secondOfDay, offset: offset)
            }
        }
    }

    private static func asciiDigits(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    // Marks of direction stand around numbers in Arabic sheets.
                    if [0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C].contains(scalar.value) { return nil }
                    if scalar.properties.isWhitespace { return " " }
                    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return scalar }
                    return Unicode.Scalar(0x30 + UInt8(value))
                }
            )
        )
    }

    /// Days since 30 December 1899 as Excel and Google count them (1954 to 2119), or Unix seconds or milliseconds.
    private static func serial(_ number: Double) -> (Written, Int?, Int?)? {
        if (20_000..<80_000).contains(number) {
            let days = Int(number.rounded(.down))
            let seconds = Int(((number - Double(days)) * 86_400).rounded())
            let read = civil(dayNumber: days - 25_569 + seconds / 86_400)
            return (read, seconds % 86_400 == 0 && number == Double(days) ? nil : seconds % 86_400, nil)
        }
        let seconds = number >= 1e11 ? number / 1_000 : number
        guard (9.4e8..<4.2e9).contains(seconds) else { return nil }
        let whole = Int(seconds)
        return (civil(dayNumber: whole / 86_400), whole % 86_400, 0)
    }

    private static func civil(dayNumber: Int) -> Written {
        let (year, month, day) = Day(number: Int32(dayNumber)).civil
        return .known(year: year, month: month, day: day)
    }

    private static func numericDate(_ text: String) -> (Written, Substring)? {
        guard let match = text.prefixMatch(of: /(\d{1,4})\s?([\/.\-])\s?(\d{1,2})\s?[\/.\-]\s?(\d{1,4})(?!\d)/) else { return nil }
        guard let first = Int(match.1), let second = Int(match.3), let third = Int(match.4), let separator = match.2.first else { return nil }
        let rest = text[match.range.upperBound...]
        if match.1.count == 4 { return (.known(year: first, month: second, day: third), rest) }
        guard match.1.count <= 2, match.4.count != 3, match.4.count > 1 else { return nil }
        return (.numbers(first: first, second: second, year: fullYear(third), separator: separator), rest)
    }

    /// Two digits mean 1970 to 2069.
    private static func fullYear(_ year: Int) -> Int { year >= 100 ? year : year < 70 ? 2_000 + year : 1_900 + year }

    /// `15 March 2020`, `March 15, 2020`, `15-Mar-20`, `Sunday, 15 de marzo de 2020`.
    private static func namedDate(_ text: String) -> (Written, Substring)? {
        let pattern =
            /(?:\p{L}+\.?,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th|º|\.)?[\s\-]*(?:de\s+|of\s+)?(\p{L}+)\.?|(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?)[,\s\-،]*(?:de[l]?\s+)?(\d{4}|\d{2})(?![\d:])/
        guard let match = text.prefixMatch(of: pattern) else { return nil }
        guard let name = match.2 ?? match.3, let dayText = match.1 ?? match.4, let month = month(named: name), let day = Int(dayText),
            let year = Int(match.5)
        else {
            return nil
        }
        return (.known(year: fullYear(year), month: month, day: day), text[match.range.upperBound...])
    }

    private static func month(named name: Substring) -> Int? {
        let folded = Folding.fold(String(name))
        return months.firstIndex { names in
            names.contains(folded) || (folded.count >= 3 && names.prefix(2).contains { $0.prefix(3) == folded.prefix(3) && $0.hasPrefix(folded) })
        }
        .map { $0 + 1 }
    }

    /// English and Spanish, of which the beginning is enough, then Arabic as in the west and the east of its countries.
    private static let months: [[String]] = [
        ["january", "enero", "يناير", "كانون ثاني", "جانفي"], ["february", "febrero", "فبراير", "شباط", "فيفري"], ["march", "marzo", "مارس", "اذار"],
        ["april", "abril", "ابريل", "نيسان", "افريل"], ["may", "mayo", "مايو", "ايار", "ماي"], ["june", "junio", "يونيو", "حزيران", "جوان"],
        ["july", "julio", "يوليو", "تموز", "جويليه"], ["august", "agosto", "اغسطس", "اب", "اوت"],
        ["september", "septiembre", "سبتمبر", "ايلول", "setiembre", "sept"],
        ["october", "octubre", "اكتوبر", "تشرين"], ["november", "noviembre", "نوفمبر"], ["december", "diciembre", "ديسمبر"],
    ]

    /// The time of day behind the date, with a zone if one is named; (nil, nil) when nothing follows, nil when something else does.
    private static func time(_ rest: Substring) -> (Int?, Int?)? {
        let text = rest.drop { $0 == " " || $0 == "," || $0 == "T" || $0 == "t" || $0 == "،" }
        guard !text.isEmpty else { return (nil, nil) }
        let pattern =
            /(?:at\s+|a las\s+)?(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp])?(?:\.?\s?[Mm]\.?)?\s*([صم])?\s*(Z|UTC|GMT|z)?\s*([+\-]\d{1,2}(?::?\d{2})?)?\s*/
        guard let match = text.wholeMatch(of: pattern), var hour = Int(match.1), let minute = Int(match.2), minute < 60 else { return nil }
        let second = match.3.flatMap { Int($0) } ?? 0
        let isMorning = match.4.map { $0 == "A" || $0 == "a" } ?? match.5.map { $0 == "ص" }
        if let isMorning {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isMorning ? 0 : 12)
        }
        guard hour < 24, second < 60 else { return nil }
        let offset = match.7.flatMap { Self.offset(String($0)) } ?? (match.6 == nil ? nil : 0)
        return (hour * 3_600 + minute * 60 + second, offset)
    }

    /// `+1`, `-05`, `+0530`, `+05:30` in seconds.
    private static func offset(_ text: String) -> Int? {
        let digits = text.filter(\.isNumber)
        guard let number = Int(digits) else { return nil }
        let seconds = digits.count <= 2 ? number * 3_600 : number / 100 * 3_600 + number % 100 * 60
        guard seconds <= 14 * 3_600 else { return nil }
        return text.hasPrefix("-") ? -seconds : seconds
    }
}
