import Alongside
import Foundation
import Kernel
import Testing

@Suite struct WantedByTests {
    private let london = TimeZone(identifier: "Europe/London") ?? .gmt
    /// 10 March 2026.
    private let today = Day(number: 20_522)

    @Test(
        "days are read as people write them",
        arguments: [
            ("2026-03-14", 20_526), ("14/3/2026", 20_526), ("14.3.26", 20_526), ("٢٠٢٦-٠٣-١٤", 20_526), ("2028-02-29", 21_243),
        ]
    )
    func days(_ typed: String, _ number: Int32) {
        #expect(CalendarDay.read(typed, monthFirst: false)?.number == number)
    }

    @Test("in the United States the month comes first")
    func monthFirst() { #expect(CalendarDay.read("3/14/2026", monthFirst: true) == Day(number: 20_526)) }

    @Test(
        "what is no day is none",
        arguments: ["", "soon", "2026-02-30", "2026-13-01", "0000-00-00", "99999-01-01", "2026-3", "1/2/3/4", "2026-03-14T10:00", "-1-2-3x"]
    )
    func noDays(_ typed: String) { #expect(CalendarDay.read(typed, monthFirst: false) == nil) }

    @Test("a day is written as date fields want it, and read back, for every day of four years")
    func writing() {
        for number in Int32(20_454)..<20_454 + 1_461 {
            #expect(CalendarDay.read(CalendarDay.text(Day(number: number)), monthFirst: false) == Day(number: number))
        }
        #expect(CalendarDay.text(today) == "2026-03-10")
    }

    @Test("a day ends at the place's midnight, also when clocks change on it")
    func ends() {
        // 29 March 2026: summer time begins in London.
        let spring = Day(number: 20_541)
        #expect(CalendarDay.start(of: spring, zone: london) == spring.start)
        #expect(CalendarDay.end(of: spring, zone: london) == (spring + 1).start - .hours(1) - .seconds(1))
        let kolkata = TimeZone(identifier: "Asia/Kolkata") ?? .gmt
        #expect(CalendarDay.start(of: today, zone: kolkata) == today.start - .minutes(330))
        #expect(CalendarDay.of(today.start - .minutes(1), zone: kolkata) == today)
    }

    @Test(
        "each choice is a time at the place",
        arguments: [(WantedBy.today, 0), (.twoDays, 2), (.week, 7), (.date(Day(number: 20_530)), 8)]
    )
    func instants(_ wanted: WantedBy, _ days: Int) {
        #expect(wanted.instant(today: today, zone: london) == CalendarDay.end(of: today + days, zone: london))
        #expect(WantedBy.noHurry.instant(today: today, zone: london) == nil)
    }

    @Test(
        "absurd dates say what to do",
        arguments: [
            ("date", "2026-03-09", "problem.date.past"), ("date", "1900-01-01", "problem.date.past"), ("date", "2999-12-31", "ask.problem.date.far"),
            ("date", "tomorrow", "problem.date.unclear"), ("date", "", "problem.date.unclear"), ("never", "", "problem.choice"),
            ("", "", "problem.choice"),
            ("date", String(repeating: "1", count: 100_000), "problem.date.unclear"),
        ]
    )
    func refusals(_ choice: String, _ date: String, _ key: String) {
        do {
            _ = try WantedBy.read(choice, date: date, today: today, country: "GB", field: "when", dateField: "date")
            Issue.record("\(choice) \(date.prefix(20)) was taken")
        } catch { #expect((error as? Problem)?.key == key) }
    }

    @Test("a date without its tick is taken")
    func dateAlone() throws {
        #expect(
            try WantedBy.read("", date: "2026-03-14", today: today, country: "GB", field: "when", dateField: "date") == .date(Day(number: 20_526)))
    }
}
