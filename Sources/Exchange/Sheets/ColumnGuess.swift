/// A guess what each column of a sheet holds, from its headings and a few of its rows. A person sees and corrects it before anything is read;
/// what is forbidden cannot be corrected into being read.
public struct ColumnGuess: Sendable {
    /// Whether the rows are asks, offers, or say so one by one.
    public enum Rows: String, Sendable { case asks, offers, either }

    /// One use a column, in the order of the headings.
    public var columns: [ColumnUse]
    public var rows: Rows

    /// - Parameters:
    ///   - headings: The first row.
    ///   - sample: Some rows below it; they may be shorter or longer than the headings.
    public init(headings: [String], sample: [[String]] = []) {
        let read = SharedPrefix.removed(from: headings.map { Heading($0) })
        var scored = read.map { heading in HeadingRules.best(for: heading) }
        for column in scored.indices {
            let values = sample.compactMap { $0.indices.contains(column) ? $0[column] : nil }.filter { !$0.isEmpty }
            scored[column] = ValueRules.check(scored[column], heading: read[column], values: values)
        }
        Self.settleStates(&scored, read)
        columns = Self.settleRivals(scored)
        rows = Self.rows(columns, headings.map { Heading($0) })
    }

    /// The columns that hold a field, in order.
    public func columns(of field: ImportField) -> [Int] { columns.indices.filter { columns[$0] == .field(field) } }

    /// A column called "State" beside a town or postcode is a part of an address, not how far an ask got.
    private static func settleStates(_ scored: inout [ScoredUse], _ headings: [Heading]) {
        let hasPlace = headings.contains { heading in
            ["city", "zip*", "country", "town", "ciudad", "municipio", "codigo postal"].contains { heading.has($0) }
        }
        guard hasPlace else { return }
        for column in scored.indices where ["=state", "=estado", "=state territory"].contains(where: { headings[column].has($0) }) {
            scored[column] = ScoredUse(.field(.address), score: 10)
        }
    }

    /// Of several columns for one field the best stays, unless they are parts that belong together.
    private static func settleRivals(_ scored: [ScoredUse]) -> [ColumnUse] {
        var uses = scored.map(\.use)
        for field in ImportField.allCases {
            let columns = scored.indices.filter { scored[$0].use == .field(field) }
            guard let best = columns.max(by: { (scored[$0].score, $1) < (scored[$1].score, $0) }) else { continue }
            for column in columns where column != best {
                let belongs: Bool
                if field == .name {
                    belongs = scored[best].isPart && scored[column].isPart
                } else {
                    belongs = field == .address || field.joinsColumns && scored[column].score >= ScoredUse.sure
                }
                if !belongs { uses[column] = .ignored }
            }
        }
        return uses
    }

    private static func rows(_ columns: [ColumnUse], _ headings: [Heading]) -> Rows {
        if columns.contains(.field(.askOrOffer)) { return .either }
        let offering = ["offer", "volunteer", "can provide", "i can", "can you help", "ofrece*", "ofrezco", "voluntari*", "تطوع", "متطوع", "عرض"]
        let asking = ["need", "needs", "request*", "ask", "seeking", "necesita*", "ayuda necesit*", "pedido", "peticion", "تحتاج", "احتياج*", "طلب"]
        func count(_ phrases: [String]) -> Int { headings.filter { heading in phrases.contains { heading.has($0) } }.count }
        let skills = columns.contains(.field(.skills)) || columns.contains(.field(.availability)) ? 1 : 0
        return count(offering) + skills > count(asking) && !columns.contains(.field(.status)) ? .offers : .asks
    }
}

/// A use with how sure it is: the number of letters of the phrase that was found, more when it was the whole heading.
struct ScoredUse: Sendable {
    /// From here on a further column for the same field is believed.
    static let sure = 6
    /// A heading that is just the plain name of a field.
    static let plain = 50

    var use: ColumnUse
    var score: Int
    /// One part of a name: first, last.
    var isPart = false

    init(_ use: ColumnUse, score: Int, isPart: Bool = false) {
        self.use = use
        self.score = score
        self.isPart = isPart
    }

    static let nothing = ScoredUse(.ignored, score: 0)
}

/// Tables put their own name before every heading: volunteer_email, volunteer_phone. It says nothing about one column.
enum SharedPrefix {
    static func removed(from headings: [Heading]) -> [Heading] {
        let firsts = headings.compactMap { $0.list.count > 1 ? $0.list.first : nil }
        let counts = Dictionary(grouping: firsts) { $0 }.mapValues(\.count)
        guard let (prefix, count) = counts.max(by: { $0.value < $1.value }), count >= 4, count * 2 >= headings.count else { return headings }
        return headings.map { heading in
            let words = heading.list
            guard words.count > 1, isAlmost(words[0], prefix) else { return heading }
            return Heading(words: Array(words.dropFirst()))
        }
    }

    /// The same word, or with one letter lost: "volunter".
    private static func isAlmost(_ word: String, _ prefix: String) -> Bool {
        guard word != prefix else { return true }
        return prefix.count > 5
            && prefix.indices.contains { index in
                var shorter = prefix
                shorter.remove(at: index)
                return shorter == word
            }
    }
}
