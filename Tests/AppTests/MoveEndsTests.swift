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
