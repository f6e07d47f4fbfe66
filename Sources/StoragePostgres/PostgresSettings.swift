import Storage

/// What a server must answer before anything is entrusted to it.
enum PostgresSettings {
    /// Settings that do harm, and why. The first three are refused at the start; a server may be told otherwise later.
    static let unwanted: [(setting: String, value: String, words: String)] = [
        ("fsync", "off", "a power cut may destroy everything"),
        ("full_page_writes", "off", "a power cut may tear pages"),
        ("synchronous_commit", "off", "a power cut loses what was confirmed"),
        ("autovacuum", "off", "what was deleted stays in the files, and the tables grow"),
    ]

    /// - Throws: `StorageFault.unavailable` when the server may lose what it has confirmed, or keeps text in another encoding.
    static func check(_ link: PostgresLink) throws {
        for (setting, wanted) in [("fsync", "on"), ("full_page_writes", "on"), ("server_encoding", "UTF8")] {
            let found = try value(of: setting, over: link)
            guard found == wanted else { throw StorageFault.unavailable("PostgreSQL has \(setting) = \(found), and it must be \(wanted)") }
        }
        let commit = try value(of: "synchronous_commit", over: link)
        guard commit != "off" else {
            throw StorageFault.unavailable("PostgreSQL has synchronous_commit = off, and a power cut would lose what was confirmed")
        }
    }

    private static func value(of setting: String, over link: PostgresLink) throws -> String {
        let result = try link.run("SELECT current_setting($1)", [.text(setting)])
        return result.count == 1 ? PostgresRow(result: result, index: 0).text(0) : ""
    }
}
