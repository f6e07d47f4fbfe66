import Markup
import Testing

private struct Path: Link {
    let path: String
    init(_ path: String) { self.path = path }
}

@Suite struct LinkTests {
    @Test(
        "a link is percent-encoded once",
        arguments: [
            ("/asks", "/asks"),
            ("/zones/Mühle Straße?q=a&b=c d#x", "/zones/M%C3%BChle%20Stra%C3%9Fe?q=a&b=c%20d#x"),
            ("/a%20b", "/a%20b"),
            ("/\"><script>", "/%22%3E%3Cscript%3E"),
            ("?page=2", "?page=2"),
            ("#reach", "#reach"),
        ])
    func encoding(path: String, encoded: String) {
        #expect(Path(path).encoded == encoded)
    }

    @Test("a link never leaves the site", arguments: ["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example", "", "a"])
    func staysInside(path: String) {
        #expect(Path(path).encoded == "#")
    }

    @Test("a link in an attribute is escaped too")
    func inAttribute() {
        let html: HTML = "<a href=\"\(href: Path("/x?a=1&b='2'"))\">x</a>"
        #expect(html.text == "<a href=\"/x?a=1&amp;b=&#39;2&#39;\">x</a>")
    }

    @Test("links to telephones, messages and mail carry their whole text")
    func outside() {
        #expect(OutsideLink.telephone("+44 20 7946 0000").address == "tel:+442079460000")
        #expect(
            OutsideLink.message(to: "+442079460000", text: "Milk & rice?\nم").address == "sms:+442079460000?body=Milk%20%26%20rice%3F%0D%0A%D9%85")
        #expect(OutsideLink.mail(to: "o&la@example.org", subject: "a=b", text: "c").address == "mailto:o%26la@example.org?subject=a%3Db&body=c")
        #expect(OutsideLink.web("https://example.org/ü").address == "https://example.org/%C3%BC")
        #expect(OutsideLink.web("javascript:alert(1)").address == "#")
    }
}
