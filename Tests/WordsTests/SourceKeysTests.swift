import Testing

@Suite struct SourceKeysTests {
    private func keys(_ source: String) -> [String] { SourceKeys(source: source).uses.map { $0.isPrefix ? $0.key + ".*" : $0.key } }

    @Test("every way to name a key is seen")
    func ways() {
        #expect(keys(#"say("a.b") + say.family("a.state", x) + say.pieces("a.c", ["d": "e.f"])"#) == ["a.b", "a.state.*", "a.c"])
        #expect(keys(#"throw Problem(.invalid, "p.a", ["limit": "8.0"], field: "x.y")"#) == ["p.a"])
        #expect(
            keys(#"throw .invalid("phone.main", "p.b"); Problem.conflict("p.c"); .missing("p.d"); .forbidden("p.e"); .missing()"#) == [
                "p.b", "p.c", "p.d", "p.e",
            ])
        #expect(keys("say(\n    isOpen ? \"a.b\" : \"a.c\"\n)") == ["a.b", "a.c"])
    }

    @Test("keys inside the interpolations of a long text are seen with their line")
    func interpolations() {
        let source = "let page = \"\"\"\n  <h1>\\(say(\"a.b\"))</h1>\n  \\(link(say(\"a.c\", [\"x\": .text(\"y.z\")])))\n  \"\"\"\nsay(\"a.d\")"
        #expect(SourceKeys(source: source).uses.map(\.description) == ["x.swift:2: a.b", "x.swift:3: a.c", "x.swift:5: a.d"])
    }

    @Test("comments, other calls and other literals are left alone")
    func others() {
        #expect(keys("// say(\"a.b\")\n/* say(\"a.b\") */ essay(\"a.b\"); print(\"x\"); say(x); console.say(\"Two words.\")").isEmpty)
        #expect(keys(##"let raw = #"say("a.b") \"#; say("a.c")"##) == ["a.c"])
    }

    @Test("a sentence where a key should stand is no key of any catalog, whichever way it is said")
    func sentences() {
        #expect(keys(#"say("Two words") + visit.say("Sent.") + say.pieces("Three more words")"#) == ["Two words", "Sent.*", "Three more words"])
        #expect(
            keys(#"throw Problem(.invalid, "Too long", field: "x"); Problem.missing("Not here"); .invalid("x", "Wrong day")"#) == [
                "Too long", "Not here", "Wrong day",
            ])
        #expect(keys(#"say("You have \(count) asks"); .conflict("Taken by \(name)")"#) == ["You have ", "Taken by "])
    }

    @Test("a key that is put together counts as a family")
    func putTogether() {
        #expect(keys(#"Problem(.busy, "match.problem." + limit)"#) == ["match.problem.*"])
        #expect(keys(#"Problem(.invalid, "problem.phone.\(fault)")"#) == ["problem.phone.*"])
    }
}
