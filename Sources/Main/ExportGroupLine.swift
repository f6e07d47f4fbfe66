import App
import ArgumentParser

/// `alongside export`
struct ExportGroupLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a whole group to one encrypted file, once two of its organisers have agreed.",
        discussion:
            "The organisers get their codes on the page \"Take the group elsewhere\"; each is good for 15 minutes. docs/moving.md says what is in the file."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "The group, as it stands in its address.")
    var group: String

    @Option(help: "The code of an organiser; twice, for two of them.")
    var release: [String]

    @Option(help: "A file whose first line is the passphrase that will open it: 12 letters at least.")
    var passphraseFile: String

    @Option(help: "The file that is written.")
    var out: String

    func run() async throws {
        try await plainly { console in
            try await ExportGroupCommand(group: group, releases: release, passphraseFile: passphraseFile, out: out).reach(place.folder, console)
        }
    }
}
