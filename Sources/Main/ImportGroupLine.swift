import App
import ArgumentParser

/// `alongside import-group`
struct ImportGroupLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-group", abstract: "Takes a group in that \"alongside export\" wrote elsewhere. An empty folder becomes an installation."
    )

    @Argument(help: "The encrypted file.")
    var file: String

    @OptionGroup var place: FolderOptions

    @Option(help: "The group's part of the address here, where its own is taken.")
    var slug: String?

    @Option(help: "A file whose first line is the passphrase.")
    var passphraseFile: String

    func run() async throws {
        try await plainly { console in
            try await ImportGroupCommand(file: file, folder: place.folder, slug: slug, passphraseFile: passphraseFile).run(console)
        }
    }
}
