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
        subcommands: [
            ServeLine.self, ImportLine.self, BackupLine.self, RestoreLine.self, BurnLine.self, DoctorLine.self, ConfirmClockLine.self,
            FoundGroupLine.self, SignInLinkLine.self, RecoveryCodeLine.self, DemoLine.self, MoveLine.self, NodeLine.self, PagesLine.self,
        ]
    )
}

extension Program {
    /// At the top level of a file the parser's synchronous twin of this call would be chosen.
    static func begin() async { await main() }
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
