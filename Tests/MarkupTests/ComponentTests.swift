import Kernel
import Markup
import Testing
import Words

@Suite struct ComponentTests {
    private let say: Wording

    init() throws { say = try Catalogs.load().wording(.english) }

    @Test("the thread reads aloud: what is done, where it stands, what is still to come")
    func thread() {
        let html = AskThread(
            [.init("You asked", .done, "10:20"), .init("At your door", .current), .init("Forgotten", .coming)], label: "Thread", say: say
        ).html
        #expect(html.text.contains("<span class=\"unseen\">Done: </span><strong>You asked</strong> <span class=\"detail\">10:20</span>"))
        #expect(html.text.contains("<li class=\"current\" aria-current=\"step\"><span class=\"unseen\">Now: </span>"))
        #expect(html.text.components(of: "aria-current") == 1)
    }

    @Test(
        "0.3 a cap warns from 90 % on and is passed only beyond it",
        arguments: [
            (0, false, false), (4_049, false, false), (4_050, true, false), (4_500, true, false), (4_501, true, true),
        ])
    func cap(done: Int, isNear: Bool, isBeyond: Bool) {
        let meter = ProgressMeter("List", done: done, of: 4_500, text: "so much", warning: "careful", kind: .cap, id: "cap")
        #expect(meter.isNearCap == isNear)
        #expect(meter.isBeyondCap == isBeyond)
        #expect(meter.html.text.contains("careful") == isNear)
        #expect(meter.html.text.contains("value=\"\(min(done, 4_500))\""))
    }

    @Test("work that is nearly done warns of nothing, and an empty bar is no error")
    func work() {
        #expect(!ProgressMeter("Rows", done: 99, of: 100, text: "99", warning: "careful", id: "w").html.text.contains("careful"))
        #expect(ProgressMeter("Rows", done: 5, of: 0, text: "5", id: "w").html.text.contains("max=\"1\" value=\"1\""))
    }

    @Test("a pager names the place and links to its neighbours, the first and the last")
    func pager() {
        let html = Pager(page: 251, of: 500, count: "25,000 asks", say: say) { Anchor("page\($0)") }.html.text
        #expect(html.contains("Page 251 of 500 · 25,000 asks"))
        for page in [1, 250, 251, 252, 500] { #expect(html.contains("href=\"#page\(page)\"")) }
        #expect(html.components(of: "<li aria-hidden") == 2)
        #expect(html.components(of: "aria-current") == 1)
        let single = Pager(page: 1, of: 1, count: "7 asks", say: say) { Anchor("page\($0)") }.html.text
        #expect(!single.contains("<a"))
    }

    @Test("every cell of a table carries its column's name, for the cards of a narrow screen")
    func table() {
        let html = DataTable("T", columns: [.init("Day"), .init("Sum", number: true)], rows: [["1 May", "£2"]], foot: ["All", "£2"]).html
        #expect(html.text.components(of: "data-label=\"Sum\" class=\"number\">£2</td>") == 2)
        #expect(MarkupCheck.findings(in: html) == [])
    }

    @Test("the bars of a chart are measured against the largest")
    func chart() {
        let html = Chart(
            "C", rows: "Place", values: "Asks", bars: [.init("A", 20, text: "20"), .init("B", 5, text: "5"), .init("C", 0, text: "0")], say: say
        ).html
        for width in [1000, 250, 0] { #expect(html.text.contains("<rect width=\"\(width)\"")) }
    }

    @Test("a form is sent with POST, with its hidden values, and says what is wrong in our words")
    func form() {
        let html = Form(to: Anchor("a"), hidden: [(name: "token", value: "a\"b")], files: true, "<p>x</p>").html.text
        #expect(html.contains("method=\"post\""))
        #expect(html.contains("name=\"token\" value=\"a&quot;b\""))
        #expect(html.contains("multipart/form-data"))
        #expect(html.contains("novalidate data-once"))
    }

    @Test("quick exit is a plain link that tells nobody where it came from")
    func quickExit() {
        let html = QuickExit(say: say).html.text
        #expect(html.contains("href=\"https://www.wikipedia.org/\" rel=\"noreferrer nofollow\" data-leave"))
    }

    @Test("a whole page names its language and direction", arguments: [("en", "ltr"), ("ar", "rtl")])
    func document(language: String, direction: String) throws {
        let say = try Catalogs.load().wording(#require(LanguageTag(language)))
        let html = Document(title: "T & T", layout: .desk, styles: [Anchor("s")], say: say, content: "<h1>x</h1>").html
        #expect(html.text.hasPrefix("<!doctype html>\n<html lang=\"\(language)\" dir=\"\(direction)\">"))
        #expect(html.text.contains("<title>T &amp; T</title>"))
        #expect(html.text.contains("<body class=\"on-desk\">"))
        #expect(MarkupCheck.findings(in: html) == [])
    }
}
