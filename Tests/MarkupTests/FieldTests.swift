import Kernel
import Markup
import Testing
import Words

@Suite struct FieldTests {
    private let say: Wording

    init() throws { say = try Catalogs.load().wording(.english) }

    @Test("a problem is beside its field and tied to it")
    func problem() {
        let html = TextField("reach", label: "Reach", value: "02\"", hint: "A phone", problem: "Too short").html
        #expect(html.text.contains("<p class=\"problem\" id=\"reach-problem\">Too short</p>"))
        #expect(html.text.contains("aria-describedby=\"reach-hint reach-problem\" aria-invalid=\"true\""))
        #expect(html.text.contains("value=\"02&quot;\""))
        #expect(MarkupCheck.findings(in: html) == [])
    }

    @Test("a field without a problem is not called invalid")
    func noProblem() {
        let text = TextField("reach", label: "Reach").html.text
        #expect(!text.contains("aria-invalid"))
        #expect(!text.contains("aria-describedby"))
    }

    @Test("the summary of problems leads into each field, also of groups")
    func summary() {
        let fields: [HTML] = [
            TextField("a", label: "A").html, RadioCards("b", legend: "B", choices: [Choice("1", "One")], problem: "p").html,
            TimeWindowFields("c", legend: "C", say: say).html, HoursGrid("d", legend: "D", say: say).html,
            MoneyField("e", label: "E", currency: .gbp).html,
        ]
        let items = ["a", "b", "c", "d", "e"].map { ErrorSummary.Item(field: $0, "Mend it") }
        #expect(MarkupCheck.findings(in: "\(ErrorSummary(items, say: say))\(fields)") == [])
        #expect(ErrorSummary([], say: say).html.isEmpty)
        func title(_ count: Int) -> String {
            let said = ErrorSummary(Array(items.prefix(count)), say: say).html.description
            return String(said.split(separator: "notice-title\">")[1].prefix { $0 != "<" })
        }
        #expect(title(1) == say("markup.problems.title", ["count": .count(1)]) && title(1) != title(5))
    }

    @Test("problems that were thrown stand beside their fields and in the summary")
    func thrownProblems() throws {
        let broken = Problem(.broken, "problem.broken")
        let problem = try #require(Problem.all([.invalid("reach", "problem.choice"), .invalid("reach", "problem.busy"), broken]))
        let problems = FieldProblems(problem, say: say)
        #expect(problems["reach"] == say("problem.choice"))
        #expect(problems["name"] == nil)
        #expect(problems.summary().html.text.components(of: "href=\"#reach\"") == 2)
        #expect(problems.summary().html.text.contains("<li>\(say("problem.broken"))</li>"))
        #expect(FieldProblems(nil, say: say).isEmpty)
    }

    @Test("a sentence that fits any field follows the question of its own in the summary, and only there")
    func questions() {
        let problem = Problem.all([
            .invalid("came", "problem.choice"), .invalid("name", "problem.required"), .invalid("mail", "problem.email"),
            .invalid("gone", "problem.choice"),
        ])
        let problems = FieldProblems(problem, say: say)
        let page: HTML = """
            \(problems.summary())\(RadioCards("came", legend: "Did it <come>?", choices: [Choice("1", "One")], problem: problems["came"]))\
            \(TextField("name", label: "Your name", problem: problems["name"]))\(TextField("mail", label: "Your mail"))
            """
        let text = QuestionNames.filled(page).text
        #expect(text.contains(">Did it &lt;come&gt;? \(say("problem.choice"))</a>"))
        #expect(text.contains(">Your name: \(say("problem.required"))</a>"))
        #expect(text.contains(">\(say("problem.email"))</a>") && text.contains("href=\"#gone\" data-question>\(say("problem.choice"))</a>"))
        #expect(text.contains("id=\"came-problem\">\(say("problem.choice"))</p>"))
        #expect(MarkupCheck.findings(in: QuestionNames.filled(page)).map(\.rule) == [.reference], "only the field that is not there")
        let calm: HTML = "<p>\(TextField("name", label: "Your name"))</p>"
        #expect(QuestionNames.filled(calm) == calm)
        for key in FieldProblems.fitsAnyField { #expect(!say.text(of: Problem(.invalid, key)).contains("⟦\(key)"), "\(key)") }
    }

    @Test(
        "where a passphrase was typed or a file was chosen the summary asks for it again, and says of nothing else that it is gone",
        arguments: [
            (ErrorSummary.Lost.nothing, "markup.problems.kept" as StaticString), (.secret, "markup.problems.kept.butSecret"),
            (.file, "markup.problems.kept.butFile"),
        ])
    func lost(what: ErrorSummary.Lost, key: StaticString) {
        let text = FieldProblems(.invalid("name", "problem.required"), say: say).summary(lost: what).html.text
        #expect(text.contains("<p>\(say(key))</p>"))
    }

    @Test("what was typed into a text area comes back whole, a first line break too")
    func textArea() {
        #expect(TextArea("a", label: "A", value: "\n</textarea>").html.text.contains(">\n\n&lt;/textarea&gt;</textarea>"))
    }

    @Test("words run in their own direction, numbers from left to right")
    func direction() {
        #expect(TextField("a", label: "A").html.text.contains("dir=\"auto\""))
        #expect(TextField("a", label: "A", kind: .telephone).html.text.contains("dir=\"ltr\""))
        #expect(TextArea("a", label: "A").html.text.contains("dir=\"auto\""))
    }

    @Test("a slot of the hours is read back as it was sent, and nothing else is")
    func hours() {
        for weekday in 1...7 {
            for part in HoursGrid.Part.allCases {
                let slot = HoursGrid.Slot(weekday: weekday, part: part)
                #expect(HoursGrid.Slot(value: slot.value) == slot)
            }
        }
        for value in ["", "0-morning", "8-morning", "1-night", "1", "1-morning-x"] { #expect(HoursGrid.Slot(value: value) == nil) }
    }

    @Test("4.20 the hours that were chosen are ticked")
    func chosenHours() {
        let html = HoursGrid("hours", legend: "Hours", chosen: [.init(weekday: 2, part: .evening)], say: say).html.text
        #expect(html.contains("value=\"2-evening\" aria-label=\"Tuesday, Evening\" checked"))
        #expect(html.components(of: " checked") == 1)
    }
}

extension String {
    /// How often a piece occurs.
    func components(of piece: String) -> Int { split(separator: piece, omittingEmptySubsequences: false).count - 1 }
}
