import App
import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program: one command a file.
struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alongside",
        abstract: "Software with which neighbours run a mutual aid group.",
        version: Release.version,
        subcommands: [
            ServeLine.self, ImportLine.self, DraftLine.self, BackupLine.self, RestoreLine.self, BurnLine.self, DoctorLine.self, ConfirmClockLine.self,
            FoundGroupLine.self, GroupsLine.self, SignInLinkLine.self, RecoveryCodeLine.self, DemoLine.self, MoveLine.self, NodeLine.self,
            ExportGroupLine.self, ImportGroupLine.self, InstallLine.self, UpgradeLine.self, RollBackLine.self, PagesLine.self, JobsLine.self,
            MeasureLine.self,
        ]
    )
}

extension Program {
    /// Runs the command that was typed. Exit codes: 0 done, 1 it could not be done, 2 a slip of the keyboard; one line on standard error says why.
    static func begin() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.terminal.tell("\(message(for: error)). See alongside --help".replacing("..", with: "."))
            Glibc.exit(2)
        }
    }
}

extension ParsableArguments {
    /// Runs a command's work; what stops it is one line on standard error and exit code 1.
    func plainly(_ work: (Console) async throws -> Void) async throws {
        do {
            try await work(.terminal)
        } catch let code as ExitCode {
            throw code
        } catch {
            Console.terminal.tell(PlainWords.of(error))
            throw ExitCode(1)
        }
    }
}
