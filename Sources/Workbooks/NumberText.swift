/// Numbers as people read them in a cell: a telephone number that a sheet keeps as 5.551234567E9 is 5551234567.
enum NumberText {
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }), let number = Double(text) else { return text }
        return plain(number, else: text)
    }

    static func plain(_ number: Double, else text: @autoclosure () -> String) -> String {
        // Beyond that a Double does not hold every whole number.
        if number == number.rounded(), abs(number) < 9e15 { return String(Int64(number)) }
        guard abs(number) >= 1e-4, abs(number) < 9e15 else { return text() }
        // What was typed as 0.1 + 0.2 is meant as 0.3: sheets show no more than fifteen digits.
        let digits = 15 - max(1, Int(log10Floor(abs(number))) + 1)
        let scale = power(10, max(0, digits))
        let rounded = (number * scale).rounded() / scale
        return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
    }

    private static func log10Floor(_ number: Double) -> Int {
        var number = number
        var exponent = 0
        while number >= 10 { (number, exponent) = (number / 10, exponent + 1) }
        while number < 1 { (number, exponent) = (number * 10, exponent - 1) }
        return exponent
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * base } }
}
