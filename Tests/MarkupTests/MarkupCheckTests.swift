import Markup
import Testing

@Suite struct MarkupCheckTests {
    private func rules(_ html: HTML) -> [MarkupCheck.Rule] { MarkupCheck.findings(in: html).map(\.rule) }

    @Test("good markup has no findings")
    func good() {
        let page: HTML = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>a < b</title></head><body><!-- <p> -->
            <label for="a">A</label><input id="a" name="a" aria-describedby="h"><p id="h">Hint</p>
            <label>B <select name="b"><option>1</option></select></label><textarea aria-label="C"><p></textarea>
            <input type="hidden" name="t" value="1"><p>text<br>text</p><button type="submit"><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>Go</button>
            <img src="/x" alt=""><a href="#a">to A</a></body></html>
            """
        #expect(MarkupCheck.findings(in: page) == [])
    }

    @Test("what is nested wrongly is found")
    func nesting() {
        #expect(rules("<div><p>a</div>") == [.nesting])
        #expect(rules("<div>") == [.nesting])
        #expect(rules("</p>") == [.nesting])
        #expect(rules("<p><ul></ul></p>") == [.nesting])
        #expect(rules("<a href=\"/\">a<a href=\"/\">b</a></a>") == [.nesting])
        #expect(rules("<form><form></form></form>") == [.nesting])
        #expect(rules("<div><li>a</li></div>") == [.nesting])
        #expect(rules("a < b") == [.nesting])
    }

    @Test("unquoted and doubled attributes are found")
    func quoting() {
        #expect(rules("<p class=a>a</p>") == [.quoting])
        #expect(rules("<p class='a'>a</p>") == [.quoting])
        #expect(rules("<p class=\"a\" class=\"b\">a</p>") == [.quoting])
    }

    @Test("ids that stand twice, and references to none, are found")
    func ids() {
        #expect(rules("<p id=\"a\">a</p><p id=\"a\">b</p>") == [.uniqueID])
        #expect(rules("<label for=\"nobody\">a</label>") == [.reference])
        #expect(rules("<a href=\"#nobody\">a</a>") == [.reference])
    }

    @Test(
        "controls without a label are found",
        arguments: ["<input name=\"a\">", "<select id=\"s\"></select>", "<textarea></textarea>", "<progress></progress>"] as [HTML])
    func labels(control: HTML) {
        #expect(rules(control) == [.label])
        #expect(rules("<label>Words \(control)</label>") == [])
    }

    @Test("script and style in attributes are found")
    func scripts() {
        #expect(rules("<p onclick=\"x()\">a</p>") == [.script])
        #expect(rules("<a href=\"javascript:x()\">a</a>") == [.script])
        #expect(rules("<script>x()</script>") == [.script])
        #expect(rules("<p style=\"color:red\">a</p>") == [.style])
    }

    @Test("buttons, links and pictures without words are found")
    func words() {
        #expect(rules("<button type=\"submit\"> </button>") == [.words])
        #expect(rules("<a href=\"/\"><svg><path d=\"M0\"/></svg></a>") == [.words])
        #expect(rules("<a href=\"/\" aria-label=\"Home\"></a>") == [])
        #expect(rules("<img src=\"/a\">") == [.picture])
    }

    @Test("a finding shows where it is")
    func snippet() throws {
        let finding = try #require(MarkupCheck.findings(in: "<p>a</p><p style=\"x\">here</p>").first)
        #expect(finding.snippet == "<p style=\"x\">here</p>")
        #expect(finding.description == "style: style in an attribute: <p style=\"x\">here</p>")
    }
}
