/// Reads the dates of one column. Whether 3/4 is in March or April is decided once, from all of them.
public struct SheetDates: Sendable {
    public enum Order: String, Sendable { case dayFirst, monthFirst }

    /// How the order was found.
    public enum Certainty: String, Sendable {
        /// Some value can only be read in this way, or none can be read in two.
        case certain
        /// The dates stand in order only in this way, or they are written as it is usual there.
        case likely
        /// Both are possible: a person must say.
        case ambiguous
        /// Some values can only be read one way, some only the other: a person must look.
        case mixed
    }

    public var order: Order
    public private(set) var certainty: Certainty

    /// Looks through the values of a column, or as many of them as there are at hand; `usual` is what the group's country does.
    public init(column values: [String], usual: Order = .dayFirst) {
        let shapes = values.compactMap { SheetDateShape($0) }
        var daysFirst = 0
        var monthsFirst = 0
        var dots = 0
        var open = 0
        for case .numbers(let first, let second, _, let separator) in shapes.map(\.date) {
            if first > 12, second <= 12 {
                daysFirst += 1
            } else if second > 12, first <= 12 {
                monthsFirst += 1
            } else if first != second {
                open += 1
                if separator == "." { dots += 1 }
            }
        }
        switch (daysFirst > 0, monthsFirst > 0) {
        case (true, true): (order, certainty) = (daysFirst >= monthsFirst ? .dayFirst : .monthFirst, .mixed)
        case (true, false): (order, certainty) = (.dayFirst, .certain)
        case (false, true): (order, certainty) = (.monthFirst, .certain)
        case (false, false):
            if open == 0 {
                (order, certainty) = (usual, .certain)
            } else if dots == open {
                (order, certainty) = (.dayFirst, .likely)
            } else if let rising = Self.risingOrder(shapes) {
                (order, certainty) = (rising, .likely)
            } else {
                (order, certainty) = (usual, .ambiguous)
            }
        }
    }

    /// A person said which.
    public init(order: Order) {
        self.order = order
        certainty = .certain
    }

    /// Nil when the text is no date.
    public func read(_ text: String) -> SheetDate? { SheetDateShape(text)?.date(order) }

    /// Forms write rows as they come in: the order in which the dates never go back, when it is only one of both.
    private static func risingOrder(_ shapes: [SheetDateShape]) -> Order? {
        guard shapes.count >= 3 else { return nil }
        func rises(_ order: Order) -> Bool {
            let days = shapes.compactMap { $0.date(order)?.calendarDay }
            return zip(days, days.dropFirst()).allSatisfy { $0 <= $1 } && Set(days).count > 1
        }
        switch (rises(.dayFirst), rises(.monthFirst)) {
        case (true, false): return .dayFirst
        case (false, true): return .monthFirst
        default: return nil
        }
    }
}
