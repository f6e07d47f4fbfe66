import Foundation
import Kernel
import Testing

@testable import Words

@Suite struct TimesTests {
    private let catalogs: Catalogs
    private let london: TimeZone
    /// Tuesday 3 March 2026, 14:30 in London.
    private let now = Instant(milliseconds: 1_772_548_200_000)

    init() throws {
        catalogs = try Catalogs.load()
        london = try #require(TimeZone(identifier: "Europe/London"))
    }

    private func all(_ write: (Wording) -> String) -> [String] { [LanguageTag.english, .spanish, .arabic].map { write(catalogs.wording($0)) } }

    @Test("the time of day, in the zone of the group")
    func time() throws {
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        #expect(all { $0.time(now, zone: london) } == ["14:30", "2:30 p.m.", "٢:٣٠ م"])
        #expect(catalogs.wording(.english).time(now, zone: newYork) == "09:30")
        #expect(all { $0.clock(minutes: 0) } == ["00:00", "12:00 a.m.", "١٢:٠٠ ص"])
        #expect(catalogs.wording(.english).clock(minutes: 99_999) == "23:59")
    }

    @Test(
        "the country decides how many hours a clock has, the language how they are written",
        arguments: [
            ("en", "GB", "14:30"), ("en", "US", "2:30 PM"), ("es", "GB", "14:30"), ("es", "US", "2:30 p.m."), ("es", "ES", "14:30"),
            ("ar", "GB", "١٤:٣٠"), ("ar", "EG", "٢:٣٠ م"), ("es-MX", "GB", "2:30 p.m."),
        ])
    func clocks(language: String, country: String, expected: String) throws {
        #expect(catalogs.wording(try #require(LanguageTag(language)), country: country).time(now, zone: london) == expected)
    }

    @Test("an abbreviation at the end of a sentence brings its full stop along")
    func fullStop() {
        let read = all { $0("asker.next.new", ["time": .made("hoy, 2:30 p.m.")]) }
        #expect(read[0].hasSuffix("2:30 p.m.") && read[1].hasSuffix("2:30 p.m."), "\(read)")
        #expect(all { $0("asker.next.new", ["time": .made("14:30")]) }[1].hasSuffix("14:30."))
    }

    @Test(
        "a near day is called as people call it, and the zone decides which day it is",
        arguments: [
            (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (2, "Thursday"), (6, "Monday"), (7, "Tuesday 10 March"), (-2, "Sunday 1 March"),
        ])
    func nearDays(days: Int, expected: String) {
        #expect(catalogs.wording(.english).day(now + .days(days), zone: london, now: now) == expected)
    }

    @Test("half past midnight is tomorrow in London when it is still today in New York")
    func dayByZone() throws {
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        let night = now + .hours(10)
        #expect(catalogs.wording(.english).day(night, zone: london, now: now) == "tomorrow")
        #expect(catalogs.wording(.english).day(night, zone: newYork, now: now) == "today")
    }

    @Test("dates in the three languages")
    func dates() {
        #expect(all { $0.day(now + .days(20), zone: london, now: now) } == ["Monday 23 March", "lunes, 23 de marzo", "الاثنين، ٢٣ مارس"])
        #expect(all { $0.date(now, zone: london) } == ["Tuesday, 3 March 2026", "martes, 3 de marzo de 2026", "الثلاثاء، ٣ مارس، ٢٠٢٦"])
        #expect(all { $0.date(Day(number: 0)) } == ["Thursday, 1 January 1970", "jueves, 1 de enero de 1970", "الخميس، ١ يناير، ١٩٧٠"])
        #expect(all { $0.shortDate(now, zone: london, now: now) } == ["3 Mar", "3 mar", "٣ مارس"])
        #expect(catalogs.wording(.english).shortDate(now - .days(365), zone: london, now: now) == "3 Mar 2025")
        #expect(all { $0.month(now, zone: london) } == ["March 2026", "marzo de 2026", "مارس ٢٠٢٦"])
        #expect(all { $0.weekday(1) } == ["Monday", "lunes", "الاثنين"])
        #expect(catalogs.wording(.english).shortWeekday(7) == "Sun")
    }

    @Test("day and time together")
    func dayAndTime() {
        #expect(all { $0.dayAndTime(now, zone: london, now: now) } == ["today at 14:30", "hoy, 2:30 p.m.", "اليوم، الساعة ٢:٣٠ م"])
    }

    @Test(
        "a length of time is said in one unit",
        arguments: [
            (20, "a moment"), (60, "1 minute"), (1_800, "30 minutes"), (3_600, "1 hour"), (5_400, "90 minutes"), (7_200, "2 hours"),
            (-18_000, "5 hours"),
            (86_400, "24 hours"), (172_800, "2 days"), (172_000, "2 days"), (31 * 86_400, "31 days"),
        ])
    func durations(seconds: Int, expected: String) {
        #expect(catalogs.wording(.english).duration(.seconds(seconds)) == expected)
    }

    @Test("how far away an instant is, before and behind")
    func away() {
        #expect(all { $0.away(now + .minutes(5), now: now) } == ["in 5 minutes", "en 5 minutos", "خلال ٥ دقائق"])
        #expect(all { $0.away(now - .days(2), now: now) } == ["2 days ago", "hace 2 días", "قبل يومين"])
        #expect(all { $0.away(now + .seconds(3), now: now) } == ["now", "ahora", "الآن"])
        #expect(all { $0.shortDuration(.hours(5)) } == ["5 h", "5 h", "٥ س"])
    }

    @Test("no length of time overflows")
    func extremes() {
        #expect(!catalogs.wording(.english).duration(Span(milliseconds: .min)).isEmpty)
        #expect(!catalogs.wording(.arabic).duration(Span(milliseconds: .max)).isEmpty)
    }

    @Test("the calendar agrees with Foundation's, over two hundred years and four zones")
    func oracle() throws {
        let random = SeededRandomness(seed: 7)
        for identifier in ["UTC", "Europe/London", "Asia/Kathmandu", "America/St_Johns"] {
            let zone = try #require(TimeZone(identifier: identifier))
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            for _ in 0..<250 {
                let seconds = random.below(6_311_433_600) - 2_208_988_800
                let moment = LocalMoment(Instant(milliseconds: Int64(seconds) * 1_000), zone: zone)
                let parts = calendar.dateComponents(
                    [.year, .month, .day, .hour, .minute, .weekday], from: Date(timeIntervalSince1970: Double(seconds)))
                #expect(moment.year == parts.year && moment.month == parts.month && moment.day == parts.day, "\(seconds) in \(identifier)")
                // Foundation counts seconds of old offsets that are no whole minutes.
                #expect(moment.hour == parts.hour && moment.minute == parts.minute, "\(seconds) in \(identifier)")
                #expect(moment.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1, "\(seconds) in \(identifier)")
            }
        }
    }

    @Test("a pattern of Unicode's is read with its quotations")
    func pattern() {
        #expect(TimePattern("d 'de' MMMM").pieces == [.day(1), .plain(" de "), .month])
        #expect(TimePattern("h 'o''clock' a").pieces == [.hour12(1), .plain(" o'clock "), .halfOfDay])
        #expect(TimePattern("y年M月d日").pieces == [.year, .plain("年"), .monthNumber(1), .plain("月"), .day(1), .plain("日")])
    }
}
