import Foundation
import Kernel
import Testing

@testable import App
@testable import Simulation

/// The made-up sentences of the demo town, with every filling of their blanks: a stranger who reads one believes it.
@Suite struct MadeUpSentencesTests {
    private static let sentences: [String] = {
        let byLanguage =
            Array(MadeUpWords.asks.values) + [
                MadeUpWords.offers, MadeUpWords.thanks, MadeUpWords.diets, MadeUpWords.doors, MadeUpWords.landmarks, MadeUpNotes.callTimes,
                MadeUpNotes.notes, MadeUpNotes.safeContacts, MadeUpNotes.complaints, MadeUpNotes.afterwards, MadeUpNotes.missing,
            ]
        let written =
            byLanguage.flatMap { $0.values.flatMap { $0 } } + MadeUpNotes.amends + MadeUpNotes.receiptNotes + MadeUpNotes.questions
            + MadeUpNotes.reasons + MadeUpNotes.repayments
        return written.flatMap { sentence in
            (0..<MadeUpBlanks.firsts).flatMap { first in
                (0..<MadeUpBlanks.seconds).map { second in MadeUpBlanks(first, second).fill(sentence) }
            }
        }
    }()

    @Test("no blank is left, and clock times, days and small counts are such as there are")
    func sense() throws {
        for sentence in Self.sentences {
            #expect(!sentence.contains("{") && !sentence.contains("}"), "\(sentence)")
            for time in sentence.matches(of: /(\d+):(\d+)/) {
                let (hour, minute) = (try #require(Int(time.1)), try #require(Int(time.2)))
                #expect((1...12).contains(hour) && (0...59).contains(minute), "\(sentence)")
            }
            for day in sentence.matches(of: /(?:día |the )(\d+)(?:th)?\b/) {
                #expect((1...31).contains(try #require(Int(day.1))), "\(sentence)")
            }
            for ordinal in sentence.matches(of: /(\d+)th\b/) { #expect((4...20).contains(try #require(Int(ordinal.1))), "\(sentence)") }
            for part in sentence.matches(of: /(\d+) of the dozen/) { #expect(try #require(Int(part.1)) < 12, "\(sentence)") }
            #expect(sentence.firstMatch(of: /\d+ past/) == nil, "\(sentence)")
        }
    }

    @Test("nobody rates anybody")
    func noRatings() {
        for sentence in Self.sentences {
            #expect(sentence.firstMatch(of: /out of (ten|five|10|5)|\d\/(5|10)\b|stars?\b|de diez|estrellas|من عشرة|نجوم/) == nil, "\(sentence)")
        }
    }

    @Test("so many are different that what is held of people is not found by chance")
    func different() {
        #expect(Set(Self.sentences).count > 700)
    }

    @Test("the sheet from before reads like a sheet of people")
    func sheet() {
        let rows = DemoCommand.sheet.split(separator: "\n").dropFirst()
        #expect(rows.count == 4)
        for row in rows { #expect(!row.lowercased().contains("row"), "\(row)") }
    }
}
