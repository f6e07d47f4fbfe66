import Alongside
import Foundation
import Kernel

/// Reads rows of a sheet by a plan. Pure: the same row gives the same reading.
struct RowReader: Sendable {
    let plan: ImportPlan
    let headings: [String]
    let group: Group
    let now: Instant
    let categories: [Category]
    let zones: [Zone]
    let languages: SheetLanguages
    /// The name of whoever has none here: "A neighbour", in the group's language.
    let unnamed: String

    static let longestNotes = 2_000

    /// The reading, and the marks by which a later row is the same.
    func read(_ row: ImportRow) -> (reading: RowReading, marks: [RowMark]) {
        guard !row.isPast else { return (.past, []) }
        do {
            return try readThrowing(row)
        } catch {
            return (.problem(error), [])
        }
    }

    /// Whether the row is over for longer than the group keeps people, so that nothing of it may be kept. Looks at nothing but `ImportPlan.endings`.
    func isPast(_ row: ImportRow) -> Bool {
        do {
            switch try standing(row, asked: try moment(.askedAt, row)) {
            case .past: return true
            case .closed: return rowIsOffer(row)
            case .living: return false
            }
        } catch {
            // A date that cannot be read: a person decides.
            return false
        }
    }

    private func readThrowing(_ row: ImportRow) throws(RowProblem) -> (RowReading, [RowMark]) {
        let isOffer = rowIsOffer(row)
        let asked = try moment(.askedAt, row)
        let standing = try standing(row, asked: asked)
        if case .past = standing { return (.past, []) }

        let what = try what(row, isOffer: isOffer)
        let contact = try contact(row)
        let alias = alias(row)
        let words = what.words
        let who = contact.phone ?? contact.email ?? contact.other ?? (alias == unnamed ? "" : Folding.fold(alias))
        let id = text(.externalID, row) ?? asked.map { String($0.milliseconds) }
        var marks = [RowMark(who: who, words: words, id: id ?? "-")]
        let language = text(.language, row).flatMap { languages.read($0) } ?? group.mainLanguage
        let place = try limited(placeText(row), TextLimit.place)
        let notes = notes(row)
        if isOffer {
            guard case .living = standing else { return (.past, []) }
            let input = OfferHelp.Input(
                alias: alias, contact: contact, categories: what.categories, words: words, languages: [language], place: place, zone: zone(row),
                language: language, door: .sheet, offeredAt: min(asked ?? now, now)
            )
            marks.append(RowMark(who: who, words: words, id: nil))
            return (.offer(OfferRow(input: input, notes: notes)), marks.compactMap { $0 })
        }
        let input = OpenAsk.Input(
            alias: alias, contact: contact, place: place, zone: zone(row), category: what.categories[0], words: words, wantedBy: wantedBy(row),
            language: language, door: .sheet, lines: what.isMixed ? [] : nil, askedAt: min(asked ?? now, now)
        )
        switch standing {
        case .past: return (.past, [])
        case .living(let isOpen):
            marks.append(RowMark(who: who, words: words, id: nil))
            return (.ask(AskRow(input: input, standing: isOpen ? .open : .new, notes: notes)), marks.compactMap { $0 })
        case .closed(let closing, let at):
            return (.ask(AskRow(input: input, standing: .closed(closing, at: at), notes: notes)), marks.compactMap { $0 })
        }
    }

    // MARK: How far it got

    private enum Standing {
        case past
        case living(isOpen: Bool)
        case closed(Ask.Closing, at: Instant)
    }

    private func standing(_ row: ImportRow, asked: Instant?) throws(RowProblem) -> Standing {
        let closing: Ask.Closing
        switch SheetStatus(text(.status, row) ?? "") {
        case .open, .unknown: return .living(isOpen: false)
        case .inProgress: return .living(isOpen: true)
        // Not "met": nobody here did it, so it says nothing of how long people wait.
        case .closed: closing = .elsewhere
        case .duplicate: closing = .duplicate
        case .outOfArea: closing = .outOfScope
        }
        // Without a closing day the day of asking counts: the shorter time.
        let ended: Instant?
        if let closed = try moment(.closedAt, row) { ended = closed } else { ended = asked }
        guard let ended, ended.day + group.retentionDays > now.day else { return .past }
        return .closed(closing, at: min(ended, now))
    }

    /// Nil when the cell is empty.
    private func moment(_ field: ImportField, _ row: ImportRow) throws(RowProblem) -> Instant? {
        guard let text = text(field, row) else { return nil }
        guard let date = SheetDates(order: plan.order).read(text) else { throw .date }
        let instant = date.instant(zone: group.timeZone.identifier)
        // A day ahead may be another time zone; more is a slip.
        guard instant < now + .days(2), instant.milliseconds > 0 else { throw .date }
        return instant
    }

    private func wantedBy(_ row: ImportRow) -> WantedBy {
        guard let text = text(.byWhen, row), let date = SheetDates(order: plan.order).read(text) else { return .noHurry }
        let today = CalendarDay.of(now, zone: group.timeZone)
        let day = date.calendarDay
        return day >= today && day - today <= WantedBy.furthest ? .date(day) : .noHurry
    }

    private func rowIsOffer(_ row: ImportRow) -> Bool {
        switch plan.rows {
        case .asks: return false
        case .offers: return true
        case .either:
            let said = Heading(text(.askOrOffer, row) ?? "")
            return ["offer*", "volunteer*", "give", "giving", "can help", "help others", "ofre*", "voluntari*", "عرض", "تطوع", "متطوع*", "مساعد"]
                .contains {
                    said.has($0)
                }
        }
    }

    // MARK: What

    private func what(_ row: ImportRow, isOffer: Bool) throws(RowProblem) -> (categories: [ID<Category>], words: String, isMixed: Bool) {
        let kinds = text(.kinds, row)
        let skills = text(.skills, row)
        let said = text(.words, row)
        let named = [kinds, isOffer || kinds == nil ? skills : nil].compactMap { $0 }.joined(separator: ", ")
        guard said != nil || !named.isEmpty else { throw .nothing }
        let reading = SheetKind.read(named.isEmpty ? said ?? "" : named)
        var categories: [ID<Category>] = []
        for kind in reading.kinds {
            if let found = category(kind), !categories.contains(found) { categories.append(found) }
        }
        let isPlain = reading.kinds.count == 1 && reading.unrecognised.isEmpty && category(reading.kinds[0]) != nil
        if categories.isEmpty, let other = category(.other) ?? firstCategory { categories = [other] }
        guard !categories.isEmpty else { throw .refused }
        // The kind alone says nothing more than the category does, unless it is more than one.
        var words = [said, said != nil && (isPlain || named.isEmpty) ? nil : named]
        if !isOffer { words.append(skills.flatMap { named.contains($0) ? nil : $0 }) }
        words.append(text(.availability, row))
        words.append(text(.urgency, row))
        if wantedBy(row) == .noHurry { words.append(text(.byWhen, row)) }
        let all = words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
        return (isOffer ? categories : [categories[0]], try limited(all, TextLimit.words) ?? named, !isPlain && !named.isEmpty)
    }

    private var firstCategory: ID<Category>? { categories.first?.id }

    private func category(_ kind: SheetKind) -> ID<Category>? { kind.category(among: categories)?.id }

    // MARK: Who and where

    private func alias(_ row: ImportRow) -> String {
        if let wish = text(.anonymous, row), Self.isYes(wish) { return unnamed }
        guard let name = text(.name, row) else { return unnamed }
        return String(String.UnicodeScalarView(name.unicodeScalars.prefix(TextLimit.alias)))
    }

    private func contact(_ row: ImportRow) throws(RowProblem) -> Contact {
        var contact = Contact(reach: .other)
        var problem: RowProblem?
        func take(_ cell: String, _ slip: RowProblem) {
            guard let read = try? Contact.read(cell, country: group.callingCountry, field: "") else {
                problem = slip
                return
            }
            contact.phone = contact.phone ?? read.phone
            contact.email = contact.email ?? read.email
            contact.remark = contact.remark ?? read.remark
        }
        if let cell = text(.phone, row) { take(cell, .phone) }
        if let cell = text(.email, row) { take(cell, .email) }
        if let cell = text(.contact, row) {
            let before = problem
            take(cell, .phone)
            // This column takes anything: "ask at the corner shop".
            if problem != before || contact.phone == nil && contact.email == nil {
                problem = before
                contact.other = String(String.UnicodeScalarView(cell.unicodeScalars.prefix(TextLimit.contact)))
            }
        }
        if contact.phone != nil {
            contact.reach = .phone
        } else if contact.email != nil {
            contact.reach = .email
        } else if contact.other == nil, let problem {
            throw problem
        }
        return contact
    }

    private func zone(_ row: ImportRow) -> ID<Zone>? {
        guard let name = text(.zone, row).map({ Folding.fold($0) }) else { return nil }
        return zones.first { Folding.fold($0.name) == name }?.id
    }

    /// A zone that the group does not have stays as the place, so that nothing is lost.
    private func placeText(_ row: ImportRow) -> String {
        [text(.address, row), zone(row) == nil ? text(.zone, row) : nil].compactMap { $0 }.joined(separator: ", ")
    }

    /// For the desk: each cell behind its heading.
    private func notes(_ row: ImportRow) -> String? {
        var lines: [String] = []
        for field in [ImportField.notes, .recurring, .externalID] {
            for column in plan.columns(of: field) where !Self.isNothing(row[column]) {
                lines.append("\(headings.indices.contains(column) ? headings[column] : ""): \(row[column])")
            }
        }
        let all = lines.joined(separator: "\n")
        return all.isEmpty ? nil : String(all.prefix(Self.longestNotes))
    }

    // MARK: Cells

    /// The cells of a field, together; nil when nothing stands there.
    private func text(_ field: ImportField, _ row: ImportRow) -> String? {
        let cells = plan.columns(of: field).map { row[$0] }.filter { !Self.isNothing($0) }
        guard !cells.isEmpty else { return nil }
        return cells.joined(separator: field == .name ? " " : field == .words || field == .notes ? "\n" : ", ")
    }

    private func limited(_ text: String, _ limit: Int) throws(RowProblem) -> String? {
        guard text.unicodeScalars.count <= limit else { throw .tooLong }
        return text.isEmpty ? nil : text
    }

    private static let nothings: Set<String> = ["", "na", "n a", "none", "nil", "null", "ninguno", "ninguna", "لا يوجد"]

    /// Folding every cell of a large sheet would take longer than all the rest.
    private static func isNothing(_ cell: String) -> Bool { cell.isEmpty || cell.utf8.count <= 16 && nothings.contains(Folding.fold(cell)) }

    private static func isYes(_ cell: String) -> Bool {
        ["yes", "y", "true", "1", "x", "si", "please", "نعم"].contains(Folding.fold(cell).split(separator: " ").first.map(String.init) ?? "")
    }
}

extension RowProblem: Error {}
