import App
import ArgumentParser
import Kernel

/// `alongside upgrade`
struct UpgradeLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Run from a new program: serves it in the place of the installed one, and goes back by itself when it does not answer."
    )

    @Option(help: "A folder that stands for the root of the machine.")
    var root = "/"

    @Option(help: "How many seconds the new program may take until it answers; moving a large database on takes a while.")
    var patience = 120

    func run() async throws {
        try await plainly { try await Upgrade(root: root, patience: .seconds(patience)).run($0) }
    }
}

/// `alongside roll-back`
struct RollBackLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roll-back",
        abstract: "Serves the program from before the last upgrade again, with the data of before it where that is needed, and says what is lost."
    )

    @Option(help: "A folder that stands for the root of the machine.")
    var root = "/"

    @Option(help: "How many seconds the program may take until it answers.")
    var patience = 120

    @Flag(name: .customLong("program-only"), help: "Leaves the data as it is: it was put back already.")
    var programOnly = false

    @Flag(name: .customLong("lose-what-came-since"), help: "Where the schema has moved on: yes to losing what came in since the upgrade.")
    var losesWhatCameSince = false

    func run() async throws {
        let back = RollBack(root: root, patience: .seconds(patience), programOnly: programOnly, losesWhatCameSince: losesWhatCameSince)
        try await plainly { try await back.run($0) }
    }
}
