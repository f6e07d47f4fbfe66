import Alongside
import Foundation
import Kernel
import Sealing
import Storage

/// What a new installation says: the link with which its first group is founded, and the recovery code.
struct FirstStart {
    let open: OpenHouse
    let console: Console

    func announce() async throws {
        if open.house.vault.folder.recovery == nil { try RecoveryCodes.make(for: open, console) }
        if try await open.database.read({ try SetUpStore.isNeeded($0) }) {
            let token = LinkToken.random()
            try await open.database.write { try SetUpStore.open(token, $0) }
            console.say("Set up your group: \(open.house.publicURL)/setup/\(token.text)")
        }
    }
}
