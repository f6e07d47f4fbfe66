import Testing

@testable import App

/// What the command line of a move may say.
@Suite struct MoveEndsTests {
    @Test(
        "the folder is named once, by whichever option",
        arguments: [
            ("/a/b", nil, "postgres://host/name"), ("/a/b/", "sqlite", "postgres://host/name"), (nil, "sqlite:/a/b", "postgres://host/name"),
            (nil, "sqlite:/a/b/alongside.sqlite", "postgresql://host/name"), (nil, "postgres://host/name", "sqlite:/a/b"),
            ("/a/b", "postgres://host/name", "sqlite:/a/b/"),
        ] as [(String?, String?, String)])
    func folder(data: String?, from: String?, to: String) throws {
        #expect(try MoveEnds(data: data, keys: nil, from: from, to: to).folder.path == "/a/b")
    }

    @Test(
        "one folder may be named in several ways",
        arguments: [
            ("./g", "sqlite:g", "postgres://host/name"), ("g", "sqlite:./g/alongside.sqlite", "postgres://host/name"),
            (nil, "sqlite:g", "sqlite:./x/../g"),
        ] as [(String?, String?, String)])
    func sameFolder(data: String?, from: String?, to: String) throws {
        #expect(OwnerOnly.absolute(try MoveEnds(data: data, keys: nil, from: from, to: to).folder.path) == OwnerOnly.absolute("g"))
    }

    @Test("both ways in which the address of a server begins mean the same; another server is refused")
    func sameServer() throws {
        func check(_ said: String, _ place: String) throws {
            try MoveEnds(data: nil, keys: nil, from: said, to: "sqlite:/a").check(.server(url: place))
        }
        try check("postgres://host/name", "postgresql://host/name")
        try check("postgresql://host/name", "postgres://host/name")
        #expect(throws: Refusal.self) { try check("postgres://host/name", "postgres://host/other") }
    }

    @Test(
        "what names no folder, several, or no place at all is refused with what to do",
        arguments: [
            (nil, nil, "postgres://host/name", "--data FOLDER"), (nil, "postgres://host/name", "sqlite", "--data FOLDER"),
            ("/a", "sqlite:/b", "postgres://host/name", "/a, /b"), ("/a", nil, "mysql://host", "postgres://user@host/name"),
            ("/a", "sqlite:", "postgres://host/name", "sqlite:FOLDER"),
        ] as [(String?, String?, String, String)])
    func refused(data: String?, from: String?, to: String, says: String) {
        let refusal = #expect(throws: Refusal.self) { _ = try MoveEnds(data: data, keys: nil, from: from, to: to) }
        #expect(refusal.map { "\($0)" }?.contains(says) == true)
    }
}
