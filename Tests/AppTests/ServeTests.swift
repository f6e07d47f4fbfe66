import Foundation
import Kernel
import TestKit
import Testing

@testable import App

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The program itself, as an operator runs it.
@Suite struct ServeTests {
    @Test("serve makes an installation, prints where it listens, and stops cleanly when told to", .timeLimit(.minutes(5)))
    func serves() async throws {
        let place = try Place()
        let server = try place.start()
        let lines = try await server.lines(until: "Listening on")
        #expect(lines.contains { $0.hasPrefix("Set up your group: http://127.0.0.1:") })
        #expect(lines.contains { $0.hasPrefix("Recovery code: in ") })
        #expect(!lines.joined().contains(try String(contentsOfFile: place.data + ".recovery-code", encoding: .utf8).prefix(9)))
        let address = try #require(lines.last?.split(separator: " ").last)
        let (_, answer) = try await URLSession.shared.data(from: #require(URL(string: "\(address)/")))
        #expect((answer as? HTTPURLResponse)?.statusCode ?? 500 < 500)
        #expect(await server.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: place.data + "/alongside.socket"))
    }

    @Test("a second serve on the same folder refuses with one line; other commands reach the first", .timeLimit(.minutes(5)))
    func second() async throws {
        let place = try Place()
        let server = try place.start()
        _ = try await server.lines(until: "Listening on")
        let second = try place.run(["serve", "--data", place.data, "--listen", "127.0.0.1:0"])
        #expect(second.code == 1 && second.errors.split(separator: "\n").count == 1 && second.errors.contains("already served by process"))
        let doctor = try place.run(["doctor", "--data", place.data, "--json"])
        #expect(doctor.code == 0, "\(doctor.output)\(doctor.errors)")
        let backup = try place.run(["backup", "--data", place.data, "--out", place.folder + "/backup"])
        #expect(backup.code == 0 && FileManager.default.fileExists(atPath: place.folder + "/backup.keys/keys.sealed"))
        let link = try place.run(["sign-in-link", "--data", place.data, "--group", "nobody"])
        #expect(link.code == 1 && link.errors.contains("There is no group"))
        let further = try place.run(["found-group", "--data", place.data])
        #expect(further.code == 0 && further.output.contains("Set up a group: http://127.0.0.1:"), "\(further.errors)")
        #expect(await server.stop() == 0)
        let clock = try place.run(["confirm-clock", "--data", place.data])
        #expect(clock.code == 0 && clock.output.contains("confirmed"))
        let code = try String(contentsOfFile: place.data + ".recovery-code", encoding: .utf8)
        let restore = try place.run(["restore", "--from", place.folder + "/backup", "--data", place.folder + "/new"], input: code)
        #expect(restore.code == 0, "\(restore.errors)")
    }

    @Test("a folder that is not there, and a path too long for a socket, are said in one line")
    func refusals() async throws {
        let place = try Place()
        let missing = try place.run(["backup", "--data", place.folder + "/nowhere", "--out", place.folder + "/backup"])
        #expect(missing.code == 1 && missing.errors.contains("no installation"))
        #expect(!FileManager.default.fileExists(atPath: place.folder + "/nowhere"))
        let long = DataFolder(place.folder + "/" + String(repeating: "x", count: 120))
        #expect(await refusal { try SocketClient(folder: long).run(ConfirmClockCommand(), Spoken().console()) }.contains("too long"))
    }
}

/// A folder of the test, and the built program beside the test bundle.
private final class Place: Sendable {
    let folder: String
    var data: String { folder + "/data" }

    init() throws {
        folder = TestFolder.fresh("serve")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static var program: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside")
    }

    private func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        return process
    }

    /// A server on a free port.
    func start() throws -> Running {
        let process = process(["serve", "--data", data, "--listen", "127.0.0.1:0"])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return Running(process: process, output: output.fileHandleForReading)
    }

    func run(_ arguments: [String], input: String = "") throws -> (code: Int32, output: String, errors: String) {
        let process = process(arguments)
        let (typed, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = typed
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self), String(decoding: complained, as: UTF8.self))
    }
}

private struct Running: @unchecked Sendable {
    let process: Process
    let output: FileHandle

    /// What it prints up to and with the line that begins so.
    func lines(until start: String) async throws -> [String] {
        var text = ""
        while !text.hasSuffix("\n") || !text.split(separator: "\n").contains(where: { $0.hasPrefix(start) }) {
            let part = output.availableData
            if part.isEmpty { break }
            text += String(decoding: part, as: UTF8.self)
        }
        return text.split(separator: "\n").map(String.init)
    }

    /// Its exit code after SIGTERM.
    func stop() async -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }
}
