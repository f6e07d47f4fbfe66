import Foundation
import StorageSQLite

/// A command on an installation. On a served folder the server runs it, so that group commit, keys and lookups stay in one place; without a server
/// the command opens the folder itself.
public protocol FolderCommand: Codable, Sendable {
    /// Its name in a request.
    static var name: String { get }
    /// Whether it only says what it sees: data that went back is then left as it is for whoever serves it.
    static var onlyLooks: Bool { get }
    /// Does the work; a `Refusal` is said in one line.
    func run(on open: OpenHouse, _ console: Console) async throws
}

extension FolderCommand {
    public static var onlyLooks: Bool { false }

    /// Runs it where it belongs. Data that went back while nobody served it is settled first, as the server would: or a backup took what came back for what is.
    public func reach(_ folder: DataFolder, _ console: Console) async throws {
        guard try DatabasePlace.of(folder) != nil else {
            throw Refusal("There is no installation in \(folder.path). \"alongside serve --data \(folder.path)\" makes one.")
        }
        try OwnerAccount.become(ownerOf: folder.path)
        let open: OpenHouse
        do {
            open = try await OpenHouse.open(folder, publicURL: nil)
        } catch let refusal as FolderLock.Refusal {
            guard case .taken = refusal else { throw refusal }
            return try SocketClient(folder: folder).run(self, console)
        }
        do {
            try await Self.onlyLooks ? run(on: open, console) : runSettled(on: open, console)
        } catch {
            await open.leave()
            try open.close()
            throw error
        }
        await open.leave()
        try open.close()
    }

    private func runSettled(on open: OpenHouse, _ console: Console) async throws {
        let watch = HistoryWatch(open)
        for line in try await watch.begin() { console.tell(line) }
        do {
            try await run(on: open, console)
        } catch {
            // What is said is what the command ran into; without an end the next start takes it for a power cut.
            _ = try? await watch.end()
            throw error
        }
        for line in try await watch.end() { console.tell(line) }
    }
}

/// The commands that may come through the socket. One that is missing here works only without a server.
public enum FolderCommands {
    static let all: [any FolderCommand.Type] = [
        BackupCommand.self, BurnCommand.self, DoctorCommand.self, ConfirmClockCommand.self, FoundGroupCommand.self, GroupsCommand.self,
        SignInLinkCommand.self,
        RecoveryCodeCommand.self, ImportSheetCommand.self, DraftCommand.self, PagesCommand.self, JobsCommand.self, AddNodeCommand.self,
        ListNodesCommand.self, RemoveNodeCommand.self, ExportGroupCommand.self,
    ]
}

/// One request: a line of JSON.
struct SocketRequest: Codable {
    let command: String
    /// The command itself, encoded.
    let body: Data
    /// Whether the answer goes to a terminal, so that secrets may be said.
    let isTerminal: Bool
}

/// One line of the answer.
enum SocketLine: Codable {
    case say(String)
    case tell(String)
    case done
    case refused(String)

    /// The line with its end.
    var bytes: [UInt8] {
        get throws { [UInt8](try JSONEncoder().encode(self)) + [UInt8(ascii: "\n")] }
    }
}
