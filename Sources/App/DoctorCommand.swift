import Alongside
import Foundation
import Storage

/// `alongside doctor`: says what is wrong with an installation, and what to do.
public struct DoctorCommand: FolderCommand {
    public static let name = "doctor"
    public static let onlyLooks = true

    let json: Bool
    /// What was seen before anything was opened.
    let outside: [Finding]

    private init(json: Bool, outside: [Finding]) {
        self.json = json
        self.outside = outside
    }

    /// Looks from outside first. Throws a `Refusal` when there is a problem.
    public static func look(at folder: DataFolder, json: Bool, _ console: Console) async throws {
        let command = DoctorCommand(json: json, outside: DoctorOutside.look(folder))
        do {
            guard try DatabasePlace.of(folder) != nil else { throw Refusal("There is no installation in \(folder.path).") }
        } catch {
            // Where the data is said to be nowhere, that is the finding.
            guard command.outside.contains(where: { $0.check == "configuration" }) else { throw error }
            return try command.say(command.outside, console)
        }
        do {
            try await command.reach(folder, console)
        } catch let refusal as Refusal {
            throw refusal
        } catch StorageFault.damaged(let words) {
            try command.say(command.outside + [Doctor.damage(words)], console)
        } catch {
            try command.say(command.outside + [.problem("open", PlainWords.of(error), "Mend that first, then run doctor again.")], console)
        }
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        if !json, let last = try await open.database.read({ try InstallationStore.lastBackup($0) }) {
            console.say("Last backup: \(NightWords.time(last)).")
        }
        try say(outside + (try await Doctor(open: open).look()), console)
    }

    private func say(_ findings: [Finding], _ console: Console) throws {
        let problems = findings.count { $0.weight == .problem }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            console.say(String(decoding: try encoder.encode(findings), as: UTF8.self))
        } else {
            for finding in findings { console.say("\(finding.weight == .problem ? "Problem" : "Note"): \(finding.what) \(finding.todo)") }
            if problems == 0 { console.say("Nothing is wrong.") }
        }
        if problems > 0 { throw Refusal(problems == 1 ? "One problem was found." : "\(problems) problems were found.") }
    }
}
