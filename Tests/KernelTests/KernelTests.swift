import Kernel
import Testing

@Suite struct KernelTests {
    @Test("an ID survives bytes and text, in either case")
    func identity() {
        let random = SeededRandomness(seed: 4)
        let id = ID<Int>.timed(at: Instant(milliseconds: 1_773_136_800_000), by: random)
        #expect(ID<Int>(bytes: id.bytes) == id)
        #expect(ID<Int>(text: id.text) == id)
        #expect(ID<Int>(text: id.text.uppercased()) == id)
        #expect(ID<Int>(text: "nonsense") == nil)
    }

    @Test("a timed ID sorts by its time, and a random one does not tell it")
    func versions() {
        let random = SeededRandomness(seed: 4)
        let early = ID<Int>.timed(at: Instant(milliseconds: 1_000), by: random)
        let late = ID<Int>.timed(at: Instant(milliseconds: 2_000), by: random)
        #expect(early < late)
        #expect(early.bytes[6] >> 4 == 7)
        #expect(ID<Int>.random(by: random).bytes[6] >> 4 == 4)
    }

    @Test("base 32 forgives what people type", arguments: [("O1-il", "01-11"), ("AB CD", "abcd")])
    func forgiving(typed: String, meant: String) {
        #expect(Base32.decode(typed) == Base32.decode(meant))
    }

    @Test("base 32 round trip", arguments: 0..<40)
    func base32(length: Int) {
        let bytes = SeededRandomness(seed: UInt64(length)).bytes(length)
        #expect(Base32.decode(Base32.encode(bytes)) == bytes)
    }

    @Test("days before 1970 and after", arguments: [(-1, -1), (0, 0), (86_399_999, 0), (86_400_000, 1), (-86_400_001, -2)])
    func days(milliseconds: Int, day: Int) {
        #expect(Instant(milliseconds: Int64(milliseconds)).day.number == Int32(day))
    }

    @Test(
        "phone numbers as people type them",
        arguments: [
            ("020 7946 0958", "GB", "+442079460958"), ("+44 20 7946 0958", "US", "+442079460958"), ("0044 20 7946 0958", "GB", "+442079460958"),
            ("(718) 555-0123", "US", "+17185550123"), ("1 718 555 0123", "US", "+17185550123"), ("٠٧٧٠٠ ٩٠٠١٢٣", "GB", "+447700900123"),
            ("612 345 678", "ES", "+34612345678"), ("011 44 20 7946 0958", "US", "+442079460958"),
        ]
    )
    func phones(typed: String, region: String, number: String) throws {
        let country = try #require(CallingCountry.named(region))
        #expect(try PhoneNumber(typed: typed, country: country).text == number)
    }

    @Test(
        "what is no phone number says why",
        arguments: [("020 7946 0", PhoneNumber.Fault.tooShort), ("", .noDigits), ("call me", .letters), ("+1234567890123456", .tooLong)]
    )
    func noPhones(typed: String, fault: PhoneNumber.Fault) {
        #expect(throws: fault) { try PhoneNumber(typed: typed, country: CallingCountry.named("GB") ?? CallingCountry.known[0]) }
    }

    @Test(
        "amounts as people type them",
        arguments: [
            ("31.20", 3_120), ("31,20", 3_120), ("£31", 3_100), ("1 234.50", 123_450), ("1,200", 120_000), ("٣١٫٢٠", 3_120), ("0", 0),
            ("1,234.50", 123_450),
        ]
    )
    func amounts(typed: String, minor: Int) {
        #expect(Money(typed: typed, currency: .gbp)?.minorUnits == Int64(minor))
    }

    @Test("what is no amount", arguments: ["", "abc", "-5", "1.2.3.4x", "12e3"])
    func noAmounts(typed: String) {
        #expect(Money(typed: typed, currency: .gbp) == nil)
    }

    @Test("languages", arguments: [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hant", "zh-Hant")])
    func languages(typed: String, tag: String) {
        #expect(LanguageTag(typed)?.text == tag)
    }

    @Test("what is no language", arguments: ["", "e", "english language", "<b>", "12"])
    func noLanguages(typed: String) {
        #expect(LanguageTag(typed) == nil)
    }

    @Test("right-to-left languages")
    func direction() throws {
        #expect(LanguageTag.arabic.isRightToLeft)
        #expect(!LanguageTag.spanish.isRightToLeft)
        #expect(try #require(LanguageTag("ku-Arab")).isRightToLeft)
    }

    @Test("metres along the ground: Big Ben to the Tower")
    func distance() throws {
        let ben = try #require(Coordinate(latitude: 51.5007, longitude: -0.1246))
        let tower = try #require(Coordinate(latitude: 51.5081, longitude: -0.0759))
        #expect(abs(ben.metres(to: tower) - 3_470) < 30)
        #expect(Coordinate(latitude: 91, longitude: 0) == nil)
    }

    @Test(
        "folding makes the same of what people write differently",
        arguments: [("Élise", "elise"), ("أحمد", "احمد"), ("O'Neill", "oneill"), ("١٢", "12")])
    func folding(left: String, right: String) {
        #expect(Folding.fold(left) == Folding.fold(right))
    }

    @Test("a problem carries the others of its form")
    func problems() {
        let problem = Problem.all([.invalid("a", "x"), .invalid("b", "y")])
        #expect(problem?.each.map(\.field) == ["a", "b"])
        #expect(Problem.all([]) == nil)
    }

    @Test("the same seed gives the same numbers, and below() stays below", arguments: [1, 7, 1_000])
    func seeded(bound: Int) {
        let (one, two) = (SeededRandomness(seed: 9), SeededRandomness(seed: 9))
        #expect((0..<50).map { _ in one.below(bound) } == (0..<50).map { _ in two.below(bound) })
        #expect((0..<200).allSatisfy { _ in one.below(bound) < bound })
    }

    @Test(
        "a day has its date in the calendar, and a date its day",
        arguments: [
            (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (18_336, 2020, 3, 15), (47_540, 2100, 2, 28), (47_541, 2100, 3, 1),
            (-25_567, 1900, 1, 1), (-719_162, 1, 1, 1), (2_932_896, 9999, 12, 31),
        ]
    )
    func calendar(number: Int, year: Int, month: Int, day: Int) {
        #expect(Day(number: Int32(number)).civil == (year, month, day))
        #expect(Day(year: year, month: month, day: day) == Day(number: Int32(number)))
    }

    @Test(
        "a date that the calendar does not have is none",
        arguments: [(2023, 2, 29), (2100, 2, 29), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (0, 1, 1)])
    func noDate(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }
}
