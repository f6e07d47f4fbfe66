import Testing

@Suite struct SwiftTextTests {
    @Test("comments are neither code nor literal, and literals are not code")
    func takesApart() {
        let text = SwiftText("let a = \"x // y\" // z\n/* b\nc */ d()")
        #expect(text.code.map(\.text) == ["let a = \"\" ", "", " d()"])
        #expect(text.literals.map(\.text) == ["x // y"])
    }

    @Test("what is interpolated is code, with the literals in it told apart")
    func interpolation() {
        let text = SwiftText(#"let a = "one \(call("two")) three""#)
        #expect(text.literals.map(\.text) == ["two", "one  three"])
        #expect(text.code[0].text.contains("call"))
    }

    @Test("a literal of several lines keeps the numbers of its lines")
    func severalLines() {
        let text = SwiftText("let a = \"\"\"\n  SELECT\n  1\n  \"\"\"\nlet b = 1")
        #expect(text.literals.first { $0.text.contains("SELECT") }?.number == 2)
        #expect(text.code.last?.number == 5)
    }

    @Test("imports are found with their access and attributes, and nowhere else")
    func imports() {
        let text = SwiftText("@testable import A\npublic import B\nimport struct C.D\n// import E\nlet f = \"import G\"")
        #expect(text.imports.map(\.module) == ["A", "B", "C"])
    }
}
