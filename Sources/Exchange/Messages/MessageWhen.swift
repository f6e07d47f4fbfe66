import Alongside
import Kernel

/// How soon it is needed: by a word of urgency, and by a day that is named.
struct MessageWhen: Sendable {
    private(set) var urgencies: [MessageDraft.Choice<MessageDraft.Urgency>] = []
    private(set) var days: [MessageDraft.Choice<Day>] = []

    private let text: MessageText
    private let context: MessageContext
    private let numbers: [String: Int]

    init(_ text: MessageText, _ free: TakenWords, _ context: MessageContext, _ rules: MessageRules) {
        self.text = text
        self.context = context
        var numbers: [String: Int] = [:]
        for phrase in rules.phrases["number"] ?? [] where phrase.words.count == 1 { numbers[phrase.words[0]] = phrase.value.flatMap { Int($0) } }
        self.numbers = numbers

        let topics = ["urgency today", "urgency two_days", "urgency week", "urgency no_hurry"]
        for match in rules.book(topics + ["urgency neither"]).matches(in: text, free: free.isFree) where match.topic != "urgency neither" {
            guard let urgency = MessageDraft.Urgency(rawValue: String(match.topic.dropFirst("urgency ".count))) else { continue }
            urgencies.append(.init(urgency, found: text.written(match.range)))
        }
        // "Not urgent" is one phrase; beside it, "urgent" alone means another thing.
        let found = rules.book("day", "weekday", "not a day", "month", "before", "next", "within", "span").matches(in: text, free: free.isFree)
        for (place, match) in found.enumerated() {
            let before = place > 0 && found[place - 1].range.upperBound == match.range.lowerBound ? found[place - 1] : nil
            for (day, words) in dates(match, behind: before, next: place + 1 < found.count ? found[place + 1] : nil) {
                let isBefore = before?.topic == "before" || cue(before: words, "before", found)
                let day = isBefore ? day - 1 : day
                if day >= context.today, day - context.today <= WantedBy.furthest { days.append(.init(day, found: text.written(words))) }
            }
        }
        findNumeric(free)
    }

    private func cue(before words: Range<Int>, _ topic: String, _ found: [PhraseBook.Match]) -> Bool {
        found.contains { $0.topic == topic && ($0.range.upperBound == words.lowerBound || $0.range.upperBound == words.lowerBound - 1) }
    }

    /// The days that a phrase may mean, each with its words.
    private func dates(_ match: PhraseBook.Match, behind before: PhraseBook.Match?, next: PhraseBook.Match?) -> [(Day, Range<Int>)] {
        let words =
            (before.map { ["before", "next", "within"].contains($0.topic) } == true ? before?.range.lowerBound : nil).map {
                $0..<match.range.upperBound
            } ?? match.range
        switch match.topic {
        case "day":
            if match.value == "sunday" { return [(coming(7, orToday: true), match.range)] }
            return match.value.flatMap { Int($0) }.map { [(context.today + $0, words)] } ?? []
        case "weekday":
            guard let weekday = match.value.flatMap({ Int($0) }) else { return [] }
            let first = coming(weekday, orToday: false)
            // "Next Friday" is this week's to some and next week's to others; a day that is today's may be today.
            if before?.topic == "next" { return [(first, words), (first + 7, words)] }
            return first - context.today == 7 ? [(context.today, words), (first, words)] : [(first, words)]
        case "month":
            return ofMonth(match)
        case "span":
            return span(match, behind: before)
        default:
            return []
        }
    }

    /// 1 is Monday.
    private func coming(_ weekday: Int, orToday: Bool) -> Day {
        // The first of January 1970 was a Thursday.
        let today = (Int(context.today.number) % 7 + 7 + 3) % 7 + 1
        let ahead = (weekday - today + 7) % 7
        return context.today + (ahead == 0 && !orToday ? 7 : ahead)
    }

    /// "14 March", "March 14th", "14 de marzo", "١٤ مارس": this year's, or the next one's where it is past.
    private func ofMonth(_ match: PhraseBook.Match) -> [(Day, Range<Int>)] {
        guard let month = match.value.flatMap({ Int($0) }) else { return [] }
        let (start, end) = (match.range.lowerBound, match.range.upperBound)
        var found: (day: Int, words: Range<Int>)?
        for back in [1, 2] where start - back >= 0 && found == nil {
            if back == 2, !["de", "of", "من", "شهر"].contains(text.tokens[start - 1].folded) { continue }
            if let day = ordinal(start - back) { found = (day, start - back..<end) }
        }
        if found == nil, end < text.tokens.count, !text.tokens[end].isAfterEnd, let day = ordinal(end) { found = (day, start..<end + 1) }
        guard let found else { return [] }
        let year = context.today.civil.year
        for year in [year, year + 1] {
            if let day = Day(year: year, month: month, day: found.day), day >= context.today { return [(day, found.words)] }
        }
        return []
    }

    private func ordinal(_ index: Int) -> Int? {
        let word = text.tokens[index].folded
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) else { return nil }
        return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
    }

    /// "In two days", "dentro de 3 días", "خلال يومين": only behind a word that says from now on.
    private func span(_ match: PhraseBook.Match, behind before: PhraseBook.Match?) -> [(Day, Range<Int>)] {
        guard let days = match.value.flatMap({ Int($0) }) else { return [] }
        let start = match.range.lowerBound
        if let before, before.topic == "within" {
            // "In a week" is a word of urgency; a span of its own word, as Arabic has, needs no number.
            return days > 1 && text.tokens[start].isWithoutCase ? [(context.today + days, before.range.lowerBound..<match.range.upperBound)] : []
        }
        guard start > 0, let number = Int(text.tokens[start - 1].folded) ?? numbers[text.tokens[start - 1].folded], (1...60).contains(number) else {
            return []
        }
        let cue = text.tokens.indices.contains(start - 2) ? text.tokens[start - 2].folded : ""
        guard ["in", "within", "en", "de", "next", "خلال", "بعد"].contains(cue) else { return [] }
        return [(context.today + number * days, start - 2..<match.range.upperBound)]
    }

    /// Dates in numbers with their year; without it "14/3" may be anything.
    private mutating func findNumeric(_ free: TakenWords) {
        for match in text.text.matches(of: /\p{Nd}{1,4}[.\/\-]\p{Nd}{1,2}[.\/\-]\p{Nd}{2,4}/) {
            let words = text.words(in: match.range)
            guard free.isFree(words), let day = CalendarDay.read(String(match.output), monthFirst: context.monthFirst) else { continue }
            guard day >= context.today, day - context.today <= WantedBy.furthest else { continue }
            days.append(.init(day, found: text.written(words)))
        }
    }
}
