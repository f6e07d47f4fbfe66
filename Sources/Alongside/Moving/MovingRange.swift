import Storage

/// What a number in a group's file may be, by the column it stands in: what is outside would stop the program where it is read.
enum MovingRange {
    /// Milliseconds until the end of the year 9999; money and counts stay far below.
    private static let largest: Int64 = 253_402_300_799_999
    /// Bytes of a picture.
    private static let longest: Int64 = 64 << 20

    static func holds(_ value: Value, in column: String) -> Bool {
        switch value {
        case .null, .text, .bytes: true
        case .real(let number): number.isFinite && abs(number) <= 180
        case .integer(let number): range(of: column).contains(number)
        }
    }

    private static func range(of column: String) -> ClosedRange<Int64> {
        switch column {
        // One bit an hour of the week or a part of it.
        case "hours": Int64.min...Int64.max
        case "length": 0...longest
        case _ where column.hasSuffix("_day"): -1_000_000...1_000_000
        case _ where column.hasSuffix("_days"): 0...366
        default: -largest...largest
        }
    }
}
