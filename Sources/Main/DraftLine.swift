import App
import ArgumentParser
import Foundation
import Kernel

/// `alongside draft`
struct DraftLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Reads a pasted message from standard input, and says what it was understood as. Nothing is kept.",
        discussion: "The answer is described in docs/draft.md."
    )

    @Option(help: "The folder of an installation, whose group's places and kinds of help are known then.")
    var data: String?

    @Option(help: "The folder of its keys; DATA.keys unless given.")
    var keys: String?

    @Option(help: "The group, as it stands in its address.")
    var group: String?

    @Option(help: "Without a group: the country whose numbers are written without their code, such as GB.")
    var country: String?

    @Flag(help: "One object of JSON.")
    var json = false

    func validate() throws {
        guard (data == nil) == (group == nil) else { throw ValidationError("--data and --group go together") }
        guard data == nil || country == nil else { throw ValidationError("--country is for a message without a group, which has one of its own") }
        guard keys == nil || data != nil else { throw ValidationError("--keys needs --data") }
    }

    func run() async throws {
        try await plainly { console in
            let message = try DraftCommand.text(of: Self.input())
            guard let data, let group else {
                return try DraftCommand.alone(message, today: TimeSource.system.now.day, country: country, json: json, console)
            }
            try await DraftCommand(message: message, group: group, json: json).reach(DataFolder(data, keys: keys), console)
        }
    }

    /// All of standard input up to its end, so that whoever writes it is not cut off; what is more than a message may have is not kept.
    private static func input() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try FileHandle.standardInput.read(upToCount: 65_536), !piece.isEmpty {
            if bytes.count <= DraftCommand.mostBytes { bytes += piece }
        }
        return bytes
    }
}
