import Alongside
import Exchange
import Kernel
import Markup
import Words

/// What would come of a sheet if it were brought in as its columns are read now, and every row that could not be taken, by its line and the reason.
struct ImportForecast {
    let forecast: SheetForecast
    /// How many rows the sheet has.
    let rows: Int
    /// Rows that were over too long when the sheet came, which is said elsewhere.
    let past: Int

    func html(_ visit: Visit) -> HTML {
        let say = visit.say
        let counts = forecast.counts
        let sum = say(
            "import.forecast.sum",
            [
                "asks": .made(say("import.forecast.asks", ["count": .count(counts.asks)])),
                "offers": .made(say("import.forecast.offers", ["count": .count(counts.offers)])),
                "people": .made(say("import.forecast.people", ["count": .count(counts.people)])),
                "problems": .made(say("import.forecast.problems", ["count": .count(counts.problems)])),
            ]
        )
        let first: HTML = HTML.when(forecast.rows < rows) {
            "<p>\(say("import.forecast.first", ["first": .number(forecast.rows), "all": .number(rows)]))</p>"
        }
        let over: HTML = HTML.when(past == 0 && counts.past > 0) { "<p>\(say("import.forecast.past", ["count": .count(counts.past)]))</p>" }
        return """
            <section><h2>\(say("import.forecast.title"))</h2><p><strong>\(sum)</strong></p>\(first)\(over)\
            <p class="detail">\(say("import.forecast.lead"))</p>\(problems(say))</section>
            """
    }

    private func problems(_ say: Wording) -> HTML {
        guard !forecast.problems.isEmpty else { return .empty }
        let table = DataTable(
            say("import.forecast.rows"), columns: [.init(say("import.problems.line"), number: true), .init(say("import.problems.reason"))],
            rows: forecast.problems.map { [HTML(text: say.number($0.line)), HTML(text: say.family("import.reason", $0.reason))] }
        )
        let more = forecast.counts.problems - forecast.problems.count
        return "\(table)\(HTML.when(more > 0) { "<p>\(say("import.forecast.more", ["count": .count(more)]))</p>" })"
    }
}
