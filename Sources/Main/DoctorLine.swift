import App
import ArgumentParser

/// `alongside doctor`
struct DoctorLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what is wrong with an installation, and what to do. Ends with 1 when there is a problem."
    )

    @OptionGroup var place: FolderOptions

    @Flag(help: "Answers one line of JSON.")
    var json = false

    func run() async throws {
        try await plainly { try await DoctorCommand.look(at: place.folder, json: json, $0) }
    }
}
