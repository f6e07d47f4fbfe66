import Foundation

/// A locale's names of months and weekdays, the order in which it writes a date, and the clock of its country.
struct TimeShape: Sendable {
    let months: [String]
    let shortMonths: [String]
    let standaloneMonths: [String]
    /// Monday first.
    let weekdays: [String]
    let shortWeekdays: [String]
    let morning: String
    let afternoon: String
    let time: TimePattern
    let date: TimePattern
    let dateWithYear: TimePattern
    let shortDate: TimePattern
    let shortDateWithYear: TimePattern
    let month: TimePattern

    /// - Parameter clock: whose time of day it writes: the same language, in the country where the clock hangs (CLDR's time data go by the country).
    init(locale: Locale, clock: Locale) {
        let formatter = DateFormatter()
        formatter.calendar = Calendar(identifier: .gregorian)
        formatter.locale = locale
        months = formatter.monthSymbols
        shortMonths = formatter.shortMonthSymbols
        standaloneMonths = formatter.standaloneMonthSymbols
        weekdays = Self.mondayFirst(formatter.standaloneWeekdaySymbols)
        shortWeekdays = Self.mondayFirst(formatter.shortStandaloneWeekdaySymbols)
        formatter.locale = clock
        morning = formatter.amSymbol
        afternoon = formatter.pmSymbol
        func pattern(_ template: String, else plain: String, locale: Locale = locale) -> TimePattern {
            TimePattern(DateFormatter.dateFormat(fromTemplate: template, options: 0, locale: locale) ?? plain)
        }
        time = pattern("jm", else: "HH:mm", locale: clock)
        date = pattern("EEEEdMMMM", else: "EEEE d MMMM")
        dateWithYear = pattern("EEEEdMMMMy", else: "EEEE d MMMM y")
        shortDate = pattern("dMMM", else: "d MMM")
        shortDateWithYear = pattern("dMMMy", else: "d MMM y")
        month = pattern("MMMMy", else: "MMMM y")
    }

    private static func mondayFirst(_ sundayFirst: [String]) -> [String] { Array(sundayFirst.dropFirst() + sundayFirst.prefix(1)) }

    /// The moment written in this pattern.
    func text(_ moment: LocalMoment, _ pattern: TimePattern, numbers: NumberShape) -> String {
        pattern.pieces.reduce(into: "") { text, piece in
            switch piece {
            case .plain(let words): text += words
            case .weekday: text += weekdays[moment.weekday - 1]
            case .shortWeekday: text += shortWeekdays[moment.weekday - 1]
            case .month: text += months[moment.month - 1]
            case .shortMonth: text += shortMonths[moment.month - 1]
            case .standaloneMonth: text += standaloneMonths[moment.month - 1]
            case .monthNumber(let width): text += padded(moment.month, width, numbers)
            case .day(let width): text += padded(moment.day, width, numbers)
            case .year: text += padded(moment.year, 1, numbers)
            case .hour24(let width): text += padded(moment.hour, width, numbers)
            case .hour12(let width): text += padded((moment.hour + 11) % 12 + 1, width, numbers)
            case .minute: text += padded(moment.minute, 2, numbers)
            case .halfOfDay: text += moment.hour < 12 ? morning : afternoon
            }
        }
    }

    private func padded(_ number: Int, _ width: Int, _ numbers: NumberShape) -> String {
        let text = String(number)
        return numbers.own(text.utf8.count < width ? String(repeating: "0", count: width - text.utf8.count) + text : text)
    }
}

/// A date pattern of Unicode's (UTS 35) taken apart once. Letters that it does not need here are dropped.
struct TimePattern: Sendable {
    enum Piece: Sendable, Hashable {
        case plain(String), weekday, shortWeekday, month, shortMonth, standaloneMonth, monthNumber(Int), day(Int), year, hour24(Int), hour12(Int),
            minute,
            halfOfDay
    }

    let pieces: [Piece]

    init(_ pattern: String) {
        var pieces: [Piece] = []
        var plain = ""
        var rest = pattern.unicodeScalars[...]
        var quoted = false
        while let scalar = rest.popFirst() {
            if scalar == "'" {
                // Two quotes are one apostrophe, inside a quotation or outside.
                if rest.first == "'" {
                    plain.unicodeScalars.append(scalar)
                    rest.removeFirst()
                } else {
                    quoted.toggle()
                }
            } else if !quoted, scalar.isASCII, scalar.properties.isAlphabetic {
                var width = 1
                while rest.first == scalar {
                    rest.removeFirst()
                    width += 1
                }
                guard let field = Self.field(scalar, width) else { continue }
                if !plain.isEmpty { pieces.append(.plain(plain)) }
                plain = ""
                pieces.append(field)
            } else {
                // A no-break space, wide or narrow, would turn a text message of 160 characters into one of 70.
                plain.unicodeScalars.append(scalar == "\u{202F}" || scalar == "\u{00A0}" ? " " : scalar)
            }
        }
        if !plain.isEmpty { pieces.append(.plain(plain)) }
        self.pieces = pieces
    }

    private static func field(_ letter: Unicode.Scalar, _ width: Int) -> Piece? {
        switch letter {
        case "E", "c": width > 3 ? .weekday : .shortWeekday
        case "M": width > 3 ? .month : width == 3 ? .shortMonth : .monthNumber(width)
        case "L": width > 3 ? .standaloneMonth : width == 3 ? .shortMonth : .monthNumber(width)
        case "d": .day(width)
        case "y": .year
        case "H", "k": .hour24(width)
        case "h", "K": .hour12(width)
        case "m": .minute
        case "a", "b", "B": .halfOfDay
        default: nil
        }
    }
}
