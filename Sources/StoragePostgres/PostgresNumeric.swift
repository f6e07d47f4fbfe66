/// PostgreSQL's `numeric` in binary format: how `sum` of a BIGINT column comes back. Four 16-bit words (count of digits, weight of the first,
/// sign, digits shown after the point), then the digits to the base of 10,000, all with the high byte first.
struct PostgresNumeric {
    private let digits: [Int]
    private let weight: Int
    private let isNegative: Bool
    private let isNumber: Bool

    init(_ field: UnsafeRawBufferPointer) {
        func word(_ place: Int) -> UInt16 { UInt16(field[place * 2]) << 8 | UInt16(field[place * 2 + 1]) }
        guard field.count >= 8 else {
            (digits, weight, isNegative, isNumber) = ([], 0, false, true)
            return
        }
        let count = min(Int(word(0)), (field.count - 8) / 2)
        digits = (0..<count).map { Int(word(4 + $0)) }
        weight = Int(Int16(bitPattern: word(1)))
        isNegative = word(2) == 0x4000
        isNumber = word(2) == 0 || word(2) == 0x4000
    }

    /// What stands before the point, without rounding; the nearest bound when it does not fit.
    var integer: Int64 {
        var whole: Int64 = 0
        guard weight >= 0 else { return 0 }
        for place in 0...weight {
            let (product, tooLarge) = whole.multipliedReportingOverflow(by: 10_000)
            let digit = Int64(place < digits.count ? digits[place] : 0)
            let (sum, stillTooLarge) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if tooLarge || stillTooLarge { return isNegative ? .min : .max }
            whole = sum
        }
        return whole
    }

    var real: Double {
        guard isNumber else { return .nan }
        var value = 0.0
        for digit in digits { value = value * 10_000 + Double(digit) }
        for _ in 0..<abs(weight - digits.count + 1) { value = weight - digits.count + 1 > 0 ? value * 10_000 : value / 10_000 }
        return isNegative ? -value : value
    }
}
