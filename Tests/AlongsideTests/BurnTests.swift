import Kernel
import Sealing
import Storage
import TestKit
import Testing

@testable import Alongside

@Suite struct BurnTests {
    @Test("a burn kills every earlier copy and leaves the living data open")
    func kills() async throws {
        let scene = try await ForgettingScene()
        _ = try await scene.ask("Ludmila", phone: "+447700900202")
        let before = try await scene.copy("before")
        #expect(try await scene.opens(before, keys: scene.keys).contains("Ludmila"))
        let report = try await Burn(scene.world.house).run()
        #expect(report.wrapped > 0 && report.lost == 0)
        #expect(try await scene.opens(before, keys: scene.keys).isEmpty)
        #expect(try await scene.opens(scene.copy("after"), keys: scene.keys).contains("Ludmila"))
    }

    @Test("a burn that was killed half-way goes on at the next start")
    func resumes() async throws {
        let scene = try await ForgettingScene()
        _ = try await scene.ask("Ludmila", phone: "+447700900202")
        let before = try await scene.copy("before")
        // As after a kill: the epoch has begun, one subject is wrapped anew, the rest is not.
        try scene.keys.dayKeys.beginEpoch(today: scene.world.now.day)
        try await scene.world.write { transaction, house, group in
            try house.vault.moveKeys(of: scene.world.id(.rosa).subject, to: house.now.day + 30, in: group.id, transaction)
        }
        #expect(Burn.isUnfinished(scene.world.house))
        let late = try await scene.ask("Noor", phone: "+447700900203")
        _ = try await Burn(scene.world.house).run()
        #expect(!Burn.isUnfinished(scene.world.house))
        #expect(try await scene.opens(before, keys: scene.keys).isEmpty)
        #expect(try await scene.opens(scene.copy("after"), keys: scene.keys).isSuperset(of: ["Ludmila", "Noor", "Rosa"]))
        #expect(try await scene.scene.sealed(late.ask).face.alias == "Noor")
    }
}
