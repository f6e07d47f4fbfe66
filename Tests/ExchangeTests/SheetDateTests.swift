import Exchange
import Kernel
import Testing

@Suite struct SheetDateTests {
    @Test(
        "dates are read as sheets write them",
        arguments: [
            ("3/15/2020 22:49:40", "2020-3-15 82180"), ("15/03/2020", "2020-3-15"), ("2020-03-15", "2020-3-15"),
            ("2020-03-15T22:49:40Z", "2020-3-15 82180 0"),
            ("2020-03-15T22:49:40.123+05:30", "2020-3-15 82180 19800"), ("2020/03/15 10:49:40 PM GMT+1", "2020-3-15 82180 3600"),
            ("15.3.20", "2020-3-15"),
            ("15-03-2020 9:05", "2020-3-15 32700"), ("3/15/2020 12:00 AM", "2020-3-15 0"), ("3/15/2020 12:00 p.m.", "2020-3-15 43200"),
            ("Mar 15, 2020", "2020-3-15"),
            ("March 15th, 2020 at 9:05 am", "2020-3-15 32700"), ("15-Mar-20", "2020-3-15"), ("Sunday, 15 March 2020", "2020-3-15"),
            ("15 de marzo de 2020", "2020-3-15"),
            ("15 enero 2021", "2021-1-15"), ("١٥/٣/٢٠٢٠", "2020-3-15"), ("15 مارس 2020", "2020-3-15"), ("15 آذار 2020", "2020-3-15"),
            ("43905", "2020-3-15"),
            ("43905.95115740741", "2020-3-15 82180"), ("1584312580", "2020-3-15 82180 0"), ("1584312580000", "2020-3-15 82180 0"),
            ("29/2/2020", "2020-2-29"),
        ]
    )
    func dates(text: String, expected: String) throws {
        let read = try #require(SheetDates(column: [text]).read(text))
        let parts = ["\(read.year)-\(read.month)-\(read.day)", read.secondOfDay.map(String.init), read.offset.map(String.init)]
        #expect(parts.compactMap { $0 }.joined(separator: " ") == expected)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "soon", "30/2/2020", "31.4.20", "13/13/2020", "2020", "7", "ASAP 3/4", "3/4", "3/15/2020 or later", "12:30", "020 7946 0958",
            "3/15/2020 25:00",
        ]
    )
    func noDates(text: String) {
        #expect(SheetDates(order: .monthFirst).read(text) == nil)
    }

    @Test("the order of day and month comes from the whole column")
    func order() {
        let days = SheetDates(column: ["3/4/2020", "15/4/2020"], usual: .monthFirst)
        #expect(days.order == .dayFirst && days.certainty == .certain)
        #expect(days.read("3/4/2020") == SheetDate(year: 2020, month: 4, day: 3))
        let months = SheetDates(column: ["3/4/2020", "4/15/2020"], usual: .dayFirst)
        #expect(months.order == .monthFirst && months.certainty == .certain)
        #expect(months.read("3/4/2020") == SheetDate(year: 2020, month: 3, day: 4))
    }

    @Test("a column that can be read both ways says so")
    func ambiguous() {
        let both = SheetDates(column: ["3/4/2020", "1/2/2020"], usual: .monthFirst)
        #expect(both.order == .monthFirst && both.certainty == .ambiguous)
        #expect(SheetDates(column: ["3/3/2020", "2020-01-02"], usual: .monthFirst).certainty == .certain)
        #expect(SheetDates(column: ["15/3/2020", "3/15/2020"]).certainty == .mixed)
        #expect(SheetDates(column: ["3.4.20", "1.2.20"], usual: .monthFirst).order == .dayFirst)
    }

    @Test("rows that came in one after the other show the order")
    func rising() {
        let rising = SheetDates(column: ["3/9/2020", "3/10/2020", "3/11/2020", "4/1/2020"], usual: .dayFirst)
        #expect(rising.order == .monthFirst && rising.certainty == .likely)
    }

    @Test("an instant is in the group's zone, through summer time, or in the zone that was written")
    func instants() throws {
        let winter = try #require(SheetDate(year: 2020, month: 3, day: 7, secondOfDay: 82_180))
        let summer = try #require(SheetDate(year: 2020, month: 3, day: 15, secondOfDay: 82_180))
        #expect(winter.instant(zone: "America/New_York") == Instant(milliseconds: 1_583_639_380_000))
        #expect(summer.instant(zone: "America/New_York") == Instant(milliseconds: 1_584_326_980_000))
        let written = try #require(SheetDate(year: 2020, month: 3, day: 15, secondOfDay: 82_180, offset: 0))
        #expect(written.instant(zone: "America/New_York") == Instant(milliseconds: 1_584_312_580_000))
        #expect(SheetDate(year: 1970, month: 1, day: 1)?.calendarDay == Day(number: 0))
    }

    @Test("random text is a date or none, and never more")
    func fuzz() {
        let random = SeededRandomness(seed: 4)
        let signs = Array("0123456789/-.: TZapm+,ene١آ")
        for _ in 0..<2_000 {
            let text = String((0..<random.below(22)).map { _ in random.pick(signs) })
            let dates = SheetDates(column: [text])
            if let date = dates.read(text) { #expect((1...12).contains(date.month) && (1_900..<2_200).contains(date.year)) }
        }
    }
}
