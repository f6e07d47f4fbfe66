import Foundation
import StorageSQLite

/// A command on an installation. On a served folder the server runs it, so that group commit, keys and lookups stay in one place; without a server
/// the command opens the folder itself.
public protocol FolderCommand: Codable, Sendable {
    /// Its name in a request.
    static var name: String { get }
    /// Does the work; a `Refusal` is said in one line.
    func run(on open: OpenHouse, _ console: Console) async throws
}

extension FolderCommand {
    /// Runs it where it belongs.
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
            try await run(on: open, console)
        } catch {
            await open.leave()
            try open.close()
            throw error
        }
        await open.leave()
        try open.close()
    }
}

/// The commands that may come through the socket. One that is missing here works only without a server.
public enum FolderCommands {
    static let all: [any FolderCommand.Type] = [
        BackupCommand.self, BurnCommand.self, DoctorCommand.self, ConfirmClockCommand.self, FoundGroupCommand.self, SignInLinkCommand.self,
        RecoveryCodeCommand.self, ImportSheetCommand.self, PagesCommand.self, JobsCommand.self, AddNodeCommand.self, ListNodesCommand.self,
        RemoveNodeCommand.self,
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
