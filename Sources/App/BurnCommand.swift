import Alongside
import Sealing
import Storage

/// `alongside burn`: makes every earlier copy of the data unreadable, within minutes, and makes a new backup.
public struct BurnCommand: FolderCommand {
    public static let name = "burn"

    let out: String

    public init(out: String) { self.out = OwnerOnly.absolute(out) }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        if open.house.vault.folder.recovery == nil { try RecoveryCodes.make(for: open, console) }
        let report = try await Burn(open.house).run()
        console.say("Wrapped anew: \(report.wrapped) keys. Earlier copies of the data do not open with the keys of this machine any more.")
        if report.lost > 0 { console.say("\(report.lost) keys were damaged or past their day before; what they opened stays closed.") }
        do {
            try await open.database.checkpoint()
        } catch StorageFault.unavailable {
            console.say("Another program, such as Litestream, reads the database: what was overwritten still stands in its log, and opens no more.")
            console.say("Copies that the other program keeps hold it too. Delete them when the next ones are there.")
        }
        let folder = BackupFolder(path: out)
        console.say("Data: \(try await folder.make(from: open))")
        console.say("Keys: \(folder.sealedKeys)")
        console.say("Delete copies of the keys that lie elsewhere: with the recovery code they still open earlier data.")
    }
}
