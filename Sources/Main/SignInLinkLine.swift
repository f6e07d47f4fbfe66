import App
import ArgumentParser

/// `alongside sign-in-link`
struct SignInLinkLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in-link", abstract: "Makes a link that signs in an organiser, or another member, who is locked out."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "The group, as in its address.")
    var group: String

    @Option(help: "Whom to sign in, by name; may be left out where there is one organiser only.")
    var name: String?

    func run() async throws {
        try await plainly { try await SignInLinkCommand(group: group, member: name).reach(place.folder, $0) }
    }
}
