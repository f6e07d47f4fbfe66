import Markup
import Testing

@Suite struct HTMLTests {
    @Test("text is escaped in content and in attribute values alike")
    func escaping() {
        let text = "<b> & \"two\" 'one'\0 ü ن 🧺"
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        let safe = "&lt;b&gt; &amp; &quot;two&quot; &#39;one&#39; ü ن 🧺"
        #expect(html.text == "<p title=\"\(safe)\">\(safe)</p>")
        #expect(HTML(text: text).text == safe)
    }

    @Test("a string that is chosen at run time is text, never markup", arguments: [true])
    func runtimeStringsAreText(isLate: Bool) {
        let html: HTML = "\(isLate ? "<b>late</b>" : "")"
        #expect(html.text == "&lt;b&gt;late&lt;/b&gt;")
    }

    @Test("markup, lists of it and what may be missing go in as they are")
    func nesting() {
        let inner: HTML = "<i>a</i>"
        let none: HTML? = nil
        let noText: String? = nil
        #expect(("<p>\(inner)\(none)\(noText)\([inner, inner])\(7)\(-12)</p>" as HTML).text == "<p><i>a</i><i>a</i><i>a</i>7-12</p>")
    }

    @Test("an attribute is printed with its value, or not at all")
    func attributes() {
        let missing: String? = nil
        let html: HTML =
            "<input\(attribute: "value", "a\"b")\(attribute: "min", missing)\(attribute: "max", 3)\(flag: "checked", true)\(flag: "disabled", false)>"
        #expect(html.text == "<input value=\"a&quot;b\" max=\"3\" checked>")
    }

    @Test("JSON for a script cannot end the script")
    func json() {
        let html: HTML = "<script type=\"application/json\">\(json: #"{"a":"</script>&"}"#)</script>"
        #expect(html.text == #"<script type="application/json">{"a":"\u003c/script\u003e\u0026"}</script>"#)
    }

    @Test("pieces are joined, made for each element, and left out when a condition fails")
    func pieces() {
        #expect(HTML.lines(["<p>a</p>", "<p>b</p>"]).text == "<p>a</p>\n<p>b</p>")
        #expect(([] as [HTML]).joined(separator: ", ").isEmpty)
        #expect(HTML.each([1, 2]) { "<li>\($0)</li>" }.text == "<li>1</li><li>2</li>")
        #expect(HTML.when(false) { "<p>no</p>" }.isEmpty)
        #expect(HTML.when(Optional("x")) { "<p>\($0)</p>" }.text == "<p>x</p>")
        #expect(("a" + "b" as HTML).text == "ab")
    }

    @Test("a page of 50 rows is made in well under a millisecond")
    func speed() {
        let clock = ContinuousClock()
        let names = (0..<50).map { "Ola & neighbour \($0)" }
        var bytes = 0
        let page = { HTML.each(names) { "<tr><td title=\"\($0)\">\($0)</td><td>\($0)</td><td>\(12_345)</td></tr>" } }
        let fastest = (0..<20).map { _ in clock.measure { bytes += page().bytes.count } }.min() ?? .seconds(1)
        #expect(bytes > 0)
        // Without optimisation a hundred times slower than in a release; a wrong turn (escaping by replacing) is a hundred times slower still.
        #expect(fastest < .milliseconds(40))
    }
}
