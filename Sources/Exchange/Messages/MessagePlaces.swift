import Alongside
import Kernel

/// Where somebody is: names of the group's gazetteer, streets by their form, what stands behind "I live at" and "near", and the group's zones.
struct MessagePlaces: Sendable {
    private(set) var addresses: [MessageDraft.Choice<String>] = []
    private(set) var zones: [MessageDraft.Choice<MessageDraft.Zone>] = []
    private(set) var taken: [Range<Int>] = []

    private let text: MessageText
    private let context: MessageContext
    private let near: PhraseBook
    private let articles: Set<String>
    private let ends: Set<String>
    private let goods: Set<String>
    private let days: PhraseBook
    private var free: TakenWords

    /// Words of the longest name.
    private static let longestName = 5
    /// Words of a place that only its cue tells.
    private static let longestPlace = 7

    init(_ text: MessageText, _ taken: TakenWords, _ context: MessageContext, _ rules: MessageRules) {
        self.text = text
        self.context = context
        free = taken
        near = rules.book("near")
        articles = rules.single("article")
        ends = rules.single("place ends")
        goods = rules.single("goods", "not goods")
        days = rules.book("day", "weekday", "month", "number")
        findNames()
        if addresses.isEmpty { findStreets() }
        if addresses.isEmpty { findBehind(rules.book("address"), takesCue: false) }
        if addresses.isEmpty { findBehind(near, takesCue: true) }
    }

    // MARK: The gazetteer

    private mutating func findNames() {
        guard let places = context.places else { return }
        var index = 0
        while index < text.tokens.count {
            let name = stride(from: min(Self.longestName, text.tokens.count - index), through: 1, by: -1).lazy
                .map { index..<index + $0 }.first { whole($0) && isOwn($0, places) }
            guard let name else {
                index += 1
                continue
            }
            index = name.upperBound
            let zone = context.zones.first { [words(name), forms(name)].contains(Folding.fold($0.name)) }
            // A zone that is called after its street is that street, as soon as a house stands in it.
            let isStreet = houseNumber(before: name) != nil || houseNumber(behind: name) != nil
            if let zone, !isStreet {
                zones.append(.init(.init(id: zone.id.text, name: zone.name), found: text.written(name)))
                take(name)
                continue
            }
            index = add(name, places)
        }
    }

    /// Takes a name with its number and with what says near.
    @discardableResult
    private mutating func add(_ name: Range<Int>, _ places: KnownPlaces?) -> Int {
        var range = name
        if let number = houseNumber(before: name) {
            range = number..<name.upperBound
        } else if let number = houseNumber(behind: name) {
            range = name.lowerBound..<number + 1
        }
        let match = places?.find(text.written(range)) ?? .unknown
        if case .found(let zone, _, _) = match { addZone(zone, found: text.written(name)) }
        if case .unsure(let candidates) = match {
            for id in candidates.compactMap(\.zone) where addresses.isEmpty { addZone(id, found: text.written(name)) }
        }
        let whole = cue(before: range) ?? range
        addresses.append(.init(text.written(whole), found: text.written(whole)))
        take(whole)
        return range.upperBound
    }

    private mutating func addZone(_ id: ID<Alongside.Zone>, found: String) {
        guard let zone = context.zones.first(where: { $0.id == id }) else { return }
        zones.append(.init(.init(id: zone.id.text, name: zone.name), found: found))
    }

    /// The words are free and of one sentence; no name begins or ends with a number of a house.
    private func whole(_ range: Range<Int>) -> Bool {
        free.isFree(range) && range.dropFirst().allSatisfy { !text.tokens[$0].isAfterEnd && !text.tokens[$0].isAfterComma }
            && !text.tokens[range.lowerBound].isNumber && !text.tokens[range.upperBound - 1].isNumber
    }

    private func isOwn(_ range: Range<Int>, _ places: KnownPlaces) -> Bool {
        if articles.contains(text.tokens[range.lowerBound].folded) && range.count > 1 { return false }
        return places.isName(words(range)) || range.count > 1 && places.isName(forms(range))
    }

    private func words(_ range: Range<Int>) -> String { text.tokens[range].map(\.folded).joined(separator: " ") }

    /// The same without "in" and "and" written onto its first word.
    private func forms(_ range: Range<Int>) -> String {
        ([text.tokens[range.lowerBound].forms.last ?? ""] + text.tokens[range].dropFirst().map(\.folded)).joined(separator: " ")
    }

    // MARK: Streets by their form

    /// "415 Elm St", "on Mill Lane", "calle del Río 4", "شارع النيل ١٢".
    private mutating func findStreets() {
        for (index, token) in text.tokens.enumerated() where free.isFree(index) && KnownPlaces.isStreetWord(token.folded) {
            guard let range = token.isWithoutCase ? behind(index) : before(index) ?? behind(index) else { continue }
            add(range, context.places)
            return
        }
    }

    /// English order: up to three words before the kind of street, the last of which begins with a capital, or all of it behind a number.
    private func before(_ index: Int) -> Range<Int>? {
        guard !text.tokens[index].isAfterEnd, !text.tokens[index].isAfterComma else { return nil }
        var start = index
        while start > 0, index - start < 3, free.isFree(start - 1), isPartOfName(start - 1) {
            start -= 1
            if text.tokens[start].isAfterEnd || text.tokens[start].isAfterComma { break }
        }
        guard start < index else { return nil }
        let isNumbered = houseNumber(before: start..<index + 1) != nil
        return isNumbered || text.tokens[start].isCapital && text.tokens[index].isCapital ? start..<index + 1 : nil
    }

    /// Spanish and Arabic order: the kind of street, then one to three words.
    private func behind(_ index: Int) -> Range<Int>? {
        var end = index + 1
        while end < text.tokens.count, end - index <= 3, free.isFree(end), !text.tokens[end].isAfterEnd, !text.tokens[end].isAfterComma,
            articles.contains(text.tokens[end].folded) || isPartOfName(end), !text.tokens[end].isNumber
        { end += 1 }
        while end > index + 1, articles.contains(text.tokens[end - 1].folded) { end -= 1 }
        guard end > index + 1 else { return nil }
        let isName = text.tokens[index + 1..<end].contains { $0.isCapital || $0.isWithoutCase }
        return isName || houseNumber(behind: index..<end) != nil || ["calle", "avenida"].contains(text.tokens[index].folded) ? index..<end : nil
    }

    private func isPartOfName(_ index: Int) -> Bool {
        let token = text.tokens[index]
        return !token.isNumber && !ends.contains(token.folded) && !goods.contains(token.folded) && !articles.contains(token.folded)
    }

    // MARK: Behind a cue

    private mutating func findBehind(_ book: PhraseBook, takesCue: Bool) {
        for match in book.matches(in: text, free: { free.isFree($0) }) {
            var start = match.range.upperBound
            while start < text.tokens.count, articles.contains(text.tokens[start].folded), !text.tokens[start].isAfterEnd { start += 1 }
            var end = start
            while end < text.tokens.count, end - start < Self.longestPlace, free.isFree(end), end == start || !text.tokens[end].isAfterEnd,
                end == start || !text.tokens[end].isAfterComma || text.tokens[end].isNumber, !ends.contains(text.tokens[end].folded)
            { end += 1 }
            guard end > start, !text.tokens[start].isAfterEnd, isPlace(start..<end, takesCue) else { continue }
            let range = takesCue ? match.range.lowerBound..<end : start..<end
            if let places = context.places, case .found(let zone, _, _) = places.find(text.written(start..<end)) {
                addZone(zone, found: text.written(start..<end))
            }
            addresses.append(.init(text.written(range), found: text.written(range)))
            take(range)
            return
        }
    }

    /// "I'm at home" and "by Friday" are no places: behind a cue of two meanings there has to be a name.
    private func isPlace(_ range: Range<Int>, _ isNear: Bool) -> Bool {
        let words = text.tokens[range]
        if days.longest(at: range.lowerBound, in: text) != nil { return false }
        if words.contains(where: { KnownPlaces.isStreetWord($0.folded) && !["dr", "st", "c"].contains($0.folded) }) { return true }
        guard words.contains(where: { $0.isCapital || $0.isWithoutCase || $0.isNumber }) else { return false }
        return isNear ? words.first.map { $0.isCapital || $0.isWithoutCase } == true : words.count > 1
    }

    // MARK: Numbers and cues

    private func houseNumber(before range: Range<Int>) -> Int? {
        let index = range.lowerBound - 1
        guard index >= 0, free.isFree(index), !text.tokens[range.lowerBound].isAfterEnd, isHouseNumber(index) else { return nil }
        return index
    }

    private func houseNumber(behind range: Range<Int>) -> Int? {
        let index = range.upperBound
        guard index < text.tokens.count, free.isFree(index), !text.tokens[index].isAfterEnd, isHouseNumber(index) else { return nil }
        return index
    }

    private func isHouseNumber(_ index: Int) -> Bool {
        let word = text.tokens[index].folded
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        return (1...5).contains(digits.count) && word.count - digits.count <= 1
    }

    /// The name with "near the" before it.
    private func cue(before range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start > 0, articles.contains(text.tokens[start - 1].folded) { start -= 1 }
        for length in stride(from: 4, through: 1, by: -1) where start - length >= 0 {
            if let match = near.longest(at: start - length, in: text, { free.isFree($0) }), match.range.upperBound >= start,
                match.range.upperBound <= range.lowerBound
            {
                return match.range.lowerBound..<range.upperBound
            }
        }
        return nil
    }

    private mutating func take(_ range: Range<Int>) {
        taken.append(range)
        free.add([range])
    }
}
