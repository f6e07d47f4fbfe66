import App
import ArgumentParser
import Foundation

/// `alongside import`
struct ImportLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings a group's old sheet in: CSV, XLSX or ODS."
    )

    @Argument(help: "The sheet: CSV in any writing, XLSX or ODS.")
    var file: String

    @Option(name: .customLong("sheet"), help: "Which sheet of a workbook; without it the one that looks most like a group's.")
    var tab: String?

    @OptionGroup var place: FolderOptions

    @Option(help: "The group, as it stands in its address.")
    var group: String

    @Flag(name: .customLong("dry-run"), help: "Says what would come of it and writes nothing.")
    var dryRun = false

    @Flag(help: "Also a file that was brought in before.")
    var again = false

    @Option(help: "Where the rows go that could not be taken, as a sheet to be mended and brought in.")
    var problems: String?

    @Flag(help: "Answers in JSON.")
    var json = false

    func run() async throws {
        try await plainly { console in
            let path = URL(fileURLWithPath: file).standardizedFileURL.path
            guard FileManager.default.isReadableFile(atPath: path) else { throw Refusal("There is no file \(file) that can be read.") }
            let problems = problems.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
            try await ImportSheetCommand(file: path, tab: tab, group: group, dryRun: dryRun, json: json, again: again, problems: problems)
                .reach(place.folder, console)
        }
    }
}
