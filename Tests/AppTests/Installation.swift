import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import StorageSQLite
import Synchronization
import TestKit

@testable import App

/// What a command said.
final class Spoken: Sendable {
    private let kept = Mutex<[String]>([])

    func console(isTerminal: Bool = false, answer: String? = nil) -> Console {
        Console(say: { self.add($0) }, tell: { self.add($0) }, isTerminal: isTerminal, ask: { _ in answer })
    }

    private func add(_ line: String) { kept.withLock { $0.append(line) } }

    var lines: [String] { kept.withLock { $0 } }
    var text: String { lines.joined(separator: "\n") }
}

extension World {
    /// A backup in a folder of the test, and the code that opens it.
    func backUp(to name: String = "backup") async throws -> (folder: String, code: String) {
        let code = RecoveryCode.generate()
        try open.house.vault.folder.setRecovery(code.publicHalf)
        try await BackupCommand(out: folder + "/" + name).run(on: open, Spoken().console())
        return (folder + "/" + name, code.text)
    }

    /// Restores into a new folder of the test and opens it.
    func restore(_ backup: (folder: String, code: String), as name: String = "restored", keysFrom: String? = nil) async throws -> OpenHouse {
        let place = DataFolder(folder + "/" + name)
        var restore = Restore(from: backup.folder, to: place, keysFrom: keysFrom)
        restore.time = time.source
        try await restore.run(Spoken().console(answer: backup.code))
        return try await OpenHouse.open(place, publicURL: "http://localhost:8081", time: time.source)
    }

    /// Somebody with a card that a copy is searched for.
    func neighbour(_ alias: String) async throws -> ID<Person> {
        try await write { transaction, house, group in
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: alias), language: .english, in: house, group: group, transaction)
            return id
        }
    }
}

extension OpenHouse {
    func alias(of person: ID<Person>, in group: ID<Group>) async throws -> String? {
        let house = house
        return try await house.database.read { try PersonStore.with(id: person, in: house, group: group, $0)?.card?.alias }
    }

    func number(_ sql: String) async throws -> Int? { try await database.read { try $0.number(sql) } }
}

/// The line with which something was refused; empty when it was not.
func refusal(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return ""
    } catch {
        return PlainWords.of(error)
    }
}
