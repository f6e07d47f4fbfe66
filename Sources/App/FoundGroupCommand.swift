import Alongside
import Sealing
import Storage

/// `alongside found-group`: a link with which a further group is founded here, strictly apart from the others (requirement 0.1).
///
/// Who founds it does so in a browser, as the first one was founded, and is its organiser; whoever runs the installation is nobody in it.
public struct FoundGroupCommand: FolderCommand {
    public static let name = "found-group"

    public init() {}

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let token = LinkToken.random()
        let isAgain = try await open.database.write { transaction in
            guard try !InstallationStore.isDemo(transaction) else {
                throw Refusal(
                    "This is a demo town: its sign-in links are printed for everybody. Found a group in a folder of its own with alongside serve.")
            }
            let isAgain = try SetUpStore.isAnyOpen(transaction)
            try SetUpStore.open(token, transaction)
            return isAgain
        }
        console.say("Set up a group: \(open.house.publicURL)/setup/\(token.text)")
        console.say("Send it to whoever founds the group. It works once.")
        if isAgain { console.say("The set-up link that was made before works no more.") }
    }
}
