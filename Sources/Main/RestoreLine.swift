import App
import ArgumentParser

/// `alongside restore`
struct RestoreLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes an installation of the newest backup in a folder. Asks for the recovery code, or reads it from standard input.",
        discussion: "With --check it writes nothing and says whether a backup would restore; without a code it looks at everything but the records."
    )

    @Option(help: "The folder of the new installation.")
    var data: String?

    @Option(help: "The folder of its keys; DATA.keys unless given.")
    var keys: String?

    @Option(name: .customLong("from"), help: "The folder of backups.")
    var source: String?

    @Option(help: "A folder of backups, or one copy of data in it, that is looked at and left as it is.")
    var check: String?

    @Option(help: "The file of sealed keys; FROM.keys/keys.sealed unless given.")
    var keysFrom: String?

    @Option(help: "An empty database of a PostgreSQL server, postgres://user@host/name, that is to hold the data; a file of the folder unless given.")
    var database: String?

    @OptionGroup var server: ServerLineOptions

    @Option(
        help:
            "A database of a PostgreSQL server, postgres://user@host/name, that holds the data already, whole or recovered to a point in time; the keys come from --keys-from."
    )
    var adopt: String?

    func validate() throws {
        guard check == nil else {
            guard data == nil, source == nil, database == nil else { throw ValidationError("--check looks at a backup alone: leave --data out.") }
            return
        }
        if adopt != nil {
            guard data != nil, keysFrom != nil, source == nil, database == nil else {
                throw ValidationError("--adopt takes --data, the new folder, and --keys-from, the file of sealed keys.")
            }
            return
        }
        guard data != nil, source != nil else { throw ValidationError("Name the folder of backups with --from, and the new one with --data.") }
    }

    func run() async throws {
        try await plainly { console in
            if let check { return try await BackupCheck(check, keysFrom: keysFrom).run(console) }
            if let adopt, let data, let keysFrom {
                return try await Adopt(adopt, to: DataFolder(data, keys: keys), keysFrom: keysFrom, serverOptions: server.options).run(console)
            }
            guard let data, let source else { return }
            try await Restore(from: source, to: DataFolder(data, keys: keys), keysFrom: keysFrom, database: database, serverOptions: server.options)
                .run(console)
        }
    }
}
