import App
import ArgumentParser

/// `alongside jobs`
struct JobsLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Lists work that was given up, and decides about the installation's own."
    )

    @OptionGroup var place: FolderOptions

    @Option(help: "Tries this job again.")
    var retry: String?

    @Option(help: "Says of a job of which nobody knew that it was done.")
    var arrived: String?

    @Option(help: "Lets this job go: it will not be done.")
    var letGo: String?

    func validate() throws {
        if [retry, arrived, letGo].compactMap({ $0 }).count > 1 { throw ValidationError("One decision at a time.") }
    }

    func run() async throws {
        let command: JobsCommand =
            if let retry { .retry(retry) } else if let arrived { .arrived(arrived) } else if let letGo { .letGo(letGo) } else { JobsCommand() }
        try await plainly { try await command.reach(place.folder, $0) }
    }
}
