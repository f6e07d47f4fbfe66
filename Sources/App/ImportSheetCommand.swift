import Alongside
import Exchange
import Foundation
import Kernel
import Storage
import Synchronization
import Words

/// `alongside import`: brings a group's old sheet in (requirement 3.15), with the columns as they are guessed.
public struct ImportSheetCommand: FolderCommand {
    public static let name = "import"

    let file: String
    let tab: String?
    let group: String
    let dryRun: Bool
    let json: Bool
    let again: Bool
    let problems: String?

    /// - Parameters:
    ///   - file: A path from the root: on a served folder the server reads it.
    ///   - tab: The sheet of a workbook, by its name; nil for the one that looks most like a group's.
    ///   - dryRun: Say what would come of it, and write nothing.
    ///   - again: Also a file that was brought in before.
    ///   - problems: Where the rows go that could not be taken, as a sheet; a path from the root.
    public init(file: String, tab: String? = nil, group: String, dryRun: Bool, json: Bool, again: Bool, problems: String? = nil) {
        self.file = file
        self.tab = tab
        self.group = group
        self.dryRun = dryRun
        self.json = json
        self.again = again
        self.problems = problems
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let house = open.house
        let slug = group
        guard let group = try await house.database.read({ try GroupStore.named(slug, $0) }) else {
            throw Refusal("There is no group \"\(slug)\" here.")
        }
        if let problems { try Self.checkPlace(problems, beside: file) }
        let say = house.catalogs.wording(.english)
        let said = SaidProgress(console)
        let summary: ImportSummary
        do {
            summary = try await ImportCommand.run(
                .file(path: file), fileName: (file as NSString).lastPathComponent, tab: tab, in: house, group: group, dryRun: dryRun,
                again: again, problems: takeProblems(say), progress: { said.note($0) }
            )
        } catch let problem as Problem where problem.key == "import.problem.same" {
            throw Refusal("This file was brought in before. Bring it in once more with --again.")
        } catch let problem as Problem where problem.kind == .invalid {
            throw Refusal(say.text(of: problem))
        }
        if let problems { console.tell("Rows with a problem are in \(problems), which only you can read.") }
        try json ? sayJSON(summary, console) : self.say(summary, say, console)
    }

    private func takeProblems(_ say: Wording) -> ImportCommand.TakeProblems? {
        guard let problems else { return nil }
        return { sheet, rows in try OwnerOnly.write(sheet.bytes(rows, say), to: problems) }
    }

    /// Found out before anything is brought in, and not after.
    private static func checkPlace(_ path: String, beside file: String) throws {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let folder = (path as NSString).deletingLastPathComponent
        guard path != file, !(exists && isFolder.boolValue), FileManager.default.isWritableFile(atPath: folder) else {
            throw Refusal("The rows with a problem cannot be written to \(path).")
        }
    }

    private func sayJSON(_ summary: ImportSummary, _ console: Console) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        console.say(String(decoding: try encoder.encode(summary), as: UTF8.self))
    }

    private func say(_ summary: ImportSummary, _ say: Wording, _ console: Console) {
        if summary.dryRun { console.say("A dry run: nothing was written.") }
        if let sheet = summary.sheet { console.say("Read: the sheet \"\(sheet)\". Another one: --sheet NAME") }
        let problems = summary.skipped.filter { $0.reason != ImportSummary.past }
        console.say(
            "\(summary.rows) rows: \(summary.asks) asks, \(summary.offers) offers, \(summary.people) new people, \(summary.past) over long ago, "
                + "\(summary.duplicates) the same as one above, \(problems.count) with a problem."
        )
        for heading in summary.headings {
            guard let topic = summary.forbidden[heading] else { continue }
            console.say("Not read: \"\(heading)\" (\(say.family("sheet.forbidden", topic)))")
        }
        for problem in problems { console.say("Line \(problem.row): \(say.family("import.reason", problem.reason))") }
    }
}

/// Says how far it is at every tenth.
private final class SaidProgress: Sendable {
    private let console: Console
    private let last = Mutex("")

    init(_ console: Console) { self.console = console }

    func note(_ step: ImportCommand.Step) {
        let line =
            switch step {
            case .reading(let done, let all): "Read \(Self.tenths(done, all)) % of the file."
            case .rows(let done, let all): "Took in \(Self.tenths(done, all)) % of \(all) rows."
            }
        let isNew = last.withLock { last in
            defer { last = line }
            return last != line
        }
        if isNew { console.tell(line) }
    }

    private static func tenths(_ done: Int, _ all: Int) -> Int { all > 0 ? min(10, done * 10 / all) * 10 : 100 }
}
