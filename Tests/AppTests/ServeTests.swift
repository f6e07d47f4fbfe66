import Foundation
import Kernel
import ProgramKit
import TestKit
import Testing

@testable import App

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The program itself, as an operator runs it.
@Suite struct ServeTests {
    @Test("serve makes an installation, prints where it listens, and stops cleanly when told to", .timeLimit(.minutes(15)))
    func serves() async throws {
        let place = try Place()
        let server = try place.start()
        let lines = server.lines(until: "Listening on")
        #expect(lines.contains { $0.hasPrefix("Set up your group: http://127.0.0.1:") })
        #expect(lines.contains { $0.hasPrefix("Recovery code: in ") })
        #expect(!lines.joined().contains(try String(contentsOfFile: place.data + ".recovery-code", encoding: .utf8).prefix(9)))
        let address = try #require(lines.last?.split(separator: " ").last)
        let (_, answer) = try await URLSession.shared.data(from: #require(URL(string: "\(address)/")))
        #expect((answer as? HTTPURLResponse)?.statusCode ?? 500 < 500)
        #expect(try server.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: place.data + "/alongside.socket"))
    }

    @Test("a second serve on the same folder refuses with one line; other commands reach the first", .timeLimit(.minutes(15)))
    func second() async throws {
        let place = try Place()
        let server = try place.start()
        _ = server.lines(until: "Listening on")
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
        #expect(try server.stop() == 0)
        let clock = try place.run(["confirm-clock", "--data", place.data])
        #expect(clock.code == 0 && clock.output.contains("confirmed"))
        let code = try String(contentsOfFile: place.data + ".recovery-code", encoding: .utf8)
        let restore = try place.run(["restore", "--from", place.folder + "/backup", "--data", place.folder + "/new"], input: code)
        #expect(restore.code == 0, "\(restore.errors)")
    }

    @Test("--public-url holds over a restart without it, and --keys keeps the keys elsewhere", .timeLimit(.minutes(15)))
    func options() async throws {
        let place = try Place()
        let keys = place.folder + "/kept/elsewhere"
        try FileManager.default.createDirectory(atPath: place.folder + "/kept", withIntermediateDirectories: true)
        let first = try place.start("--public-url", "https://help.example.org/", "--keys", keys)
        let set = first.lines(until: "Listening on").first { $0.hasPrefix("Set up your group: ") }
        #expect(set?.hasPrefix("Set up your group: https://help.example.org/setup/") == true)
        #expect(try first.stop() == 0)
        #expect(FileManager.default.fileExists(atPath: keys) && !FileManager.default.fileExists(atPath: place.data + ".keys"))

        let without = try place.run(["doctor", "--data", place.data])
        #expect(without.code == 1, "its keys are not beside it")
        let again = try place.start("--keys", keys)
        let lines = again.lines(until: "Listening on")
        #expect(lines.contains { $0.hasPrefix("Set up your group: https://help.example.org/setup/") }, "\(lines)")
        #expect(try again.stop() == 0)
    }

    @Test("the recovery code goes through the socket to a terminal alone; else no line holds it", .timeLimit(.minutes(15)))
    func recoveryCode() async throws {
        let place = try Place()
        let server = try place.start()
        _ = server.lines(until: "Listening on")
        let file = place.data + ".recovery-code"
        let atStart = try String(contentsOfFile: file, encoding: .utf8)
        let piped = try place.run(["recovery-code", "--data", place.data])
        let second = try String(contentsOfFile: file, encoding: .utf8)
        #expect(piped.code == 0 && second != atStart && piped.output.contains("Recovery code: in "))
        #expect(!(piped.output + piped.errors).contains(second.prefix(9)))

        try FileManager.default.removeItem(atPath: file)
        let spoken = Spoken()
        try SocketClient(folder: DataFolder(place.data)).run(RecoveryCodeCommand(), spoken.console(isTerminal: true))
        let line = try #require(spoken.lines.first { $0.hasPrefix("Recovery code: ") })
        let third = line.dropFirst("Recovery code: ".count)
        #expect(third.count == second.trimmingCharacters(in: .newlines).count && !FileManager.default.fileExists(atPath: file))
        server.terminate()
        let said = server.rest()
        _ = try server.end()
        for code in [atStart.prefix(9), second.prefix(9), third.prefix(9)] { #expect(!(said.output + said.errors).contains(code)) }
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

    private static var program: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("alongside").path
    }

    /// A server on a free port.
    func start(_ options: String...) throws -> StartedProgram {
        try StartedProgram(Self.program, ["serve", "--data", data, "--listen", "127.0.0.1:0"] + options)
    }

    func run(_ arguments: [String], input: String = "") throws -> (code: Int32, output: String, errors: String) {
        let program = try StartedProgram(Self.program, arguments)
        try program.type(input)
        let (output, errors) = program.rest()
        return (try program.stop(asking: false), output, errors)
    }
}

extension StartedProgram {
    /// Its exit code, after SIGTERM where it is to be asked; -1 when a signal ended it.
    fileprivate func stop(asking: Bool = true) throws -> Int32 {
        if asking { terminate() }
        guard case .exited(let code) = try end() else { return -1 }
        return code
    }
}
