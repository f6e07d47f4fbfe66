import Alongside
import Kernel
import Sealing
import Storage
import StoragePostgres
import StorageSQLite

/// Errors as sentences for the command line and the log. Nothing of anybody's data is in them.
public enum PlainWords {
    public static func of(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.line
        case let refusal as FolderLock.Refusal: sentence(refusal)
        case let problem as Problem: sentence(problem)
        case let fault as SealingFault: sentence(fault)
        case let trouble as NodeTrouble: sentence(trouble)
        case is NodeKeys.Removed: "This node was taken out of the installation, and ends."
        case is NodeKeys.Replaced:
            "Another program has begun with a copy of this folder and has this node's place. This one ends. Every node needs a folder of its own: begin from an empty one."
        case let fault as StorageFault: sentence(fault)
        case let fault as MovingFault: MovingWords.of(fault)
        case let fault as SpendReleases.Fault: MovingWords.of(fault)
        case let refusal as PostgresRefusal: refusal.description
        case let fault as SchemaFault: "This folder was written by another release: \(fault)."
        default: "\(error)"
        }
    }

    private static func sentence(_ refusal: FolderLock.Refusal) -> String {
        switch refusal {
        case .taken(let folder, let process?): "\(folder) is already served by process \(process). Stop that one first."
        case .taken(let folder, nil): "\(folder) is already served by another process. Stop that one first."
        case .unavailable(let folder, let reason): "\(folder) cannot be used: \(reason). See to it that it can be written, then start again."
        }
    }

    private static func sentence(_ problem: Problem) -> String {
        switch problem.key {
        case "problem.keys.missing":
            "The keys of this folder are not in \(problem.arguments["folder"] ?? "their folder"). Name their folder with --keys, or restore a backup."
        case "problem.clock.behind": "The clock is behind the newest time seen. Nothing is written until it is right."
        case "problem.clock.apart": "The clock of this machine is not the database server's. Set both right first."
        case "problem.forgotten": "That was forgotten."
        case "problem.key.elsewhere": "A key is still on its way from another node. Try again in a minute."
        default: ([problem.key] + problem.arguments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }).joined(separator: ", ")
        }
    }

    private static func sentence(_ trouble: NodeTrouble) -> String {
        switch trouble {
        case .alone: "This installation has one node: its data is in a file. Further ones need a PostgreSQL server: alongside move"
        case .unknownCode: "No node that waits shows this code. Look at it again, on the machine that is to join."
        case .unknownName: "There is no node of this name: alongside node list"
        case .itself: "A node cannot take itself out. Run this on another one."
        case .gone:
            "This node was taken out, or was away while a burn changed the keys. To let it in again, delete its folder and its keys, and begin from an empty folder."
        case .burning: "Another node is at a burn. Wait until it has ended; where it was killed, start it again, or wait a quarter of an hour."
        case .lacksKeys:
            "This node lacks keys that another one has, and a burn here would lose what is sealed to them. Let the others run, and try again in a minute: alongside node list"
        }
    }

    private static func sentence(_ fault: SealingFault) -> String {
        switch fault {
        case .damaged: "Something sealed was changed or cut, and does not open."
        case .missingDay(let day): "The key of day \(day.number) is gone."
        case .missingEpoch(let epoch): "The keys of epoch \(epoch) are gone."
        case .missingKey: "A key is missing."
        case .wrongCode: "This recovery code belongs to another backup."
        case .damagedKeyFile: "A key file is damaged and cannot be trusted. Restore a backup."
        case .missingKeyFile(let path): "There is no key file at \(path)."
        case .keyFileExists(let path): "There are keys already at \(path)."
        case .keyFileFull: "The key file has no room for more days."
        case .epochUnfinished: "A burn was begun and has not ended. Run it again."
        case .file(let step, let path, let code): "The system refused \(step) at \(path) (error \(code))."
        case .passphraseCost: "There is too little memory for a passphrase."
        }
    }

    private static func sentence(_ fault: StorageFault) -> String {
        switch fault {
        case .full: "The disk is full. Nothing of this was written. Make room on it."
        case .damaged(let words): "The database is damaged: \(words). Stop the server and restore a backup: alongside restore"
        case .unavailable(let words): "The database cannot be used: \(words)."
        case .unknown: "The disk did not say whether this was written."
        case .constraint(let words), .mistake(let words): "The database refused: \(words)."
        }
    }
}
