import Alongside
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import App

/// An installation around a database whose machine is gone. Where no server is named, `bin/test` has started none and says so.
@Suite("An installation around a database that is there", .enabled(if: TestServer.isThere, "ALONGSIDE_POSTGRES names no server"))
struct AdoptTests {
    @Test("behind a pooler it is taken over when the way past it is named, and the folder keeps that; without it nothing stays behind")
    func pooled() async throws {
        let time = MovableTime(World.start)
        let url = try TestServer().url
        let folder = TestFolder.fresh("adopt")
        let gone = try await OpenHouse.open(DataFolder(folder + "/gone"), publicURL: "http://localhost:8080", time: time.source, server: url)
        let house = gone.house
        let (group, id) = try await gone.database.write { transaction in
            let group = try World.found(house, "riverside", transaction).0
            let id = ID<Person>.random(by: house.random)
            try PersonStore.insert(id, PersonCard(alias: "Ludmila"), language: .english, in: house, group: group, transaction)
            return (group, id)
        }
        let code = RecoveryCode.generate()
        try house.vault.folder.setRecovery(code.publicHalf)
        try await BackupCommand(out: folder + "/backup").run(on: gone, Spoken().console())
        try gone.close()

        func adopt(_ options: ServerOptions) async throws -> DataFolder {
            let to = DataFolder(folder + "/new")
            var adopt = try Adopt(url + "&prepared=no", to: to, keysFrom: folder + "/backup.keys/keys.sealed", serverOptions: options)
            adopt.time = time.source
            try await adopt.run(Spoken().console(answer: code.text))
            return to
        }
        await #expect(throws: (any Error).self) { try await adopt(ServerOptions()) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/new") == [])
        let to = try await adopt(ServerOptions(direct: url))
        let there = try await OpenHouse.open(to, publicURL: nil, time: time.source)
        #expect(try await there.alias(of: id, in: group.id) == "Ludmila")
        try there.close()
    }
}
