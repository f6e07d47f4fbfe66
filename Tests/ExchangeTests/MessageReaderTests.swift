import Alongside
import Foundation
import Kernel
import Testing
import Words

@testable import Exchange

@Suite("a pasted message becomes a draft") struct MessageReaderTests {
    private func read(_ message: String, country: String = "GB") throws -> MessageDraft {
        try MessageReader(MessageCorpus.context(country)).read(message)
    }

    @Test("3.10 sixty messages in three languages become the drafts that a person would write")
    func corpus() throws {
        var all = 0
        var wrong: [String] = []
        var guessed: [String] = []
        for language in ["en", "es", "ar"] {
            let cases = try MessageCorpus.cases(language)
            #expect(cases.count == 20)
            for one in cases {
                let found = MessageCorpus.written(try read(one.message, country: one.country))
                for field in MessageCorpus.fields {
                    all += 1
                    guard found[field] != one.expected[field] else { continue }
                    let line = "\(one.title): \(field) is \(found[field] ?? "blank"), not \(one.expected[field] ?? "blank")"
                    wrong.append(line)
                    // Worse than a blank: something stands there that is not so.
                    if let value = found[field], !value.hasPrefix("?") { guessed.append(line) }
                }
            }
        }
        let right = "\(all - wrong.count) of \(all) fields are right."
        #expect(wrong.isEmpty, Comment(rawValue: ([right] + wrong).joined(separator: "\n")))
        #expect(guessed.isEmpty, Comment(rawValue: (["Filled in though it is not so:"] + guessed).joined(separator: "\n")))
    }

    @Test("3.10 every thing that is found comes with the words it was found in, and they stand in the message")
    func reasons() throws {
        for language in ["en", "es", "ar"] {
            for one in try MessageCorpus.cases(language) {
                let draft = try read(one.message, country: one.country)
                let found =
                    draft.phone.choices.map(\.found) + draft.email.choices.map(\.found) + draft.address.choices.map(\.found)
                    + draft.zone.choices.map(\.found) + draft.kinds.choices.map(\.found) + draft.urgency.choices.map(\.found)
                    + draft.byWhen.choices.map(\.found) + draft.name.choices.map(\.found) + draft.askOrOffer.choices.map(\.found)
                for words in found { #expect(one.message.contains(words), "\(one.title): \(words)") }
                #expect(draft.language.choices.allSatisfy { !$0.found.isEmpty })
            }
        }
    }

    @Test("3.10 number, address and name are not repeated in the words, which a helper reads before they may know them")
    func wordsWithoutContact() throws {
        let draft = try read(
            "Hi, this is Maria Santos. I need eggs and milk. I live at 12 Mill Lane, my number is 020 7946 0123 or maria@example.org")
        #expect(draft.words == "Hi, I need eggs and milk. or")
        #expect(draft.address.value == "12 Mill Lane" && draft.phone.value == "+442079460123" && draft.email.value == "maria@example.org")
        for language in ["en", "es", "ar"] {
            for one in try MessageCorpus.cases(language) {
                let draft = try read(one.message, country: one.country)
                for found in draft.phone.choices.map(\.found) + draft.email.choices.map(\.found) {
                    #expect(!draft.words.contains(found), "\(one.title): \(found)")
                }
            }
        }
    }

    @Test("3.10 what is not known is blank: an empty draft, and no day, kind or place by guess")
    func blank() throws {
        let draft = try read("mhm ok ok")
        #expect(MessageCorpus.written(draft).isEmpty && draft.lines.isEmpty && draft.words == "mhm ok ok")
        #expect(try read("A ride on Friday or Saturday?").byWhen.choices.count == 2)
        #expect(try read("I need a lift by Friday").address.choices.isEmpty)
        let ended = try read("Ring 07700 900789. 3 Mill Lane")
        #expect(ended.phone.value == "+447700900789" && ended.address.value == "3 Mill Lane")
        #expect(try read("We ate at 7").phone.choices.isEmpty)
        #expect(try read("since Monday I am here").byWhen.choices.isEmpty)
    }

    @Test("a list of three ways to write a quantity keeps what belongs together")
    func quantities() throws {
        let draft = try read("2 dozen eggs, milk (lactose free) x3, pan integral")
        #expect(draft.lines.map(\.written) == ["2 dozen eggs", "3 milk (lactose free)", "pan integral"])
    }

    @Test("a number without a country stays as its digits where none is known, and one that says its own is whole")
    func withoutCountry() throws {
        let reader = try MessageReader(MessageContext(today: MessageCorpus.today))
        #expect(try reader.read("call 718-555-0134").phone.value == "7185550134")
        #expect(try reader.read("call +1 718 555 0134").phone.value == "+17185550134")
        #expect(try reader.read("tel 0044 20 7946 0123").phone.value == "+442079460123")
        #expect(try reader.read("415 Elm St, today").address.value == "415 Elm St")
    }

    @Test("nothing and too much are said, and no text makes it stumble")
    func unusable() throws {
        for nothing in ["", " \n\t ", "👍👍", "...!"] {
            #expect(throws: Problem.invalid("message", "draft.problem.empty")) { try read(nothing) }
        }
        #expect(throws: Problem.self) { try read(String(repeating: "a", count: MessageReader.longest + 1)) }
        let random = SeededRandomness(seed: 41)
        let scalars = Array("abz 019+-():\n\r\t@.,;؟،وال٣é́\u{200F}🙏👩‍👧[]<>\"'=*".unicodeScalars)
        for _ in 0..<300 {
            var text = "need "
            for _ in 0..<random.below(200) { text.unicodeScalars.append(scalars[random.below(scalars.count)]) }
            _ = try read(text)
        }
        for repeated in [
            "eggs ", "1 ", "need ", "calle ", "oh ", "(", "[1/2/2026 10:00] a: ", "1/1/26 10:00  ", "@", "a@b.", "From: a\n", "و", "12 Mill Lane, ",
        ] {
            _ = try read("a " + String(repeating: repeated, count: 8_000 / repeated.unicodeScalars.count))
        }
    }

    @Test("every language of the catalogs has its words for messages, in the same sections")
    func rulesOfEveryLanguage() throws {
        let files = try MessageRules.shippedFiles()
        #expect(Set(files.keys) == Set(try Catalogs.load().languages))
        let kinds = files.mapValues { text in Set(text.matches(of: /(?m)^\[(kind [a-z_]+)\]$/).map { String($0.1) }) }
        #expect(Set(kinds.values).count == 1)
        #expect(files.values.allSatisfy { $0.contains("# Sources:") })
        #expect(throws: MessageRules.Fault(file: "message.en.txt", line: 1, reason: "there is no section [nonsense]")) {
            try MessageRules(files: [.english: "[nonsense]\na"])
        }
        #expect(throws: MessageRules.Fault(file: "message.en.txt", line: 1, reason: "'a' stands in no section")) {
            try MessageRules(files: [.english: "a"])
        }
    }

    @Test("3.10 the draft as JSON has every name, null where nothing was found, and the reasons")
    func json() throws {
        let draft = try read("need a ride to the doctor, 020 7946 0188 or 07700 900789")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(draft.json().utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "askOrOffer", "name", "phone", "email", "address", "zone", "kinds", "urgency", "byWhen", "language", "lines", "diet", "words",
            ])
        let phone = try #require(object["phone"] as? [String: Any])
        #expect(phone["value"] is NSNull && (phone["choices"] as? [[String: Any]])?.count == 2)
        let kinds = try #require(object["kinds"] as? [String: Any])
        #expect(kinds["value"] as? String == "rides" && (kinds["choices"] as? [[String: Any]])?.first?["found"] as? String == "ride to")
        #expect((object["email"] as? [String: Any])?["value"] is NSNull && object["diet"] is NSNull && (object["lines"] as? [Any])?.isEmpty == true)
    }
}
