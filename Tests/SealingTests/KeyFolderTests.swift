import Foundation
import Kernel
import Testing

@testable import Sealing

@Suite struct KeyFolderTests {
    let scratch = Scratch()
    let code = RecoveryCode.generate()

    @Test("a folder of keys is made once, opened again, and its owner's only")
    func folder() throws {
        #expect(!KeyFolder.exists(at: scratch.path))
        let made = try KeyFolder.create(path: scratch.path, today: monday)
        #expect(KeyFolder.exists(at: scratch.path))
        #expect(throws: SealingFault.keyFileExists(scratch.path)) { try KeyFolder.create(path: scratch.path, today: monday) }
        try made.setRecovery(code.publicHalf)
        let opened = try KeyFolder.open(path: scratch.path)
        #expect(opened.recovery == code.publicHalf)
        #expect(try opened.dayKeys.key(for: monday) == made.dayKeys.key(for: monday))
        let group = SealingKey.random()
        #expect(try opened.serverKey.unwrap(made.serverKey.wrap(group, bound: .phone), bound: .phone) == group)
        for name in ["day.keys", "server.key", "recovery.pub"] { #expect(try scratch.mode(scratch.path + "/" + name) == 0o600) }
        #expect(try scratch.mode(scratch.path) == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).count == 3)
    }

    @Test("missing and damaged files are told apart, and nothing is made in their place")
    func faults() throws {
        #expect(throws: SealingFault.missingKeyFile(scratch.path)) { try KeyFolder.open(path: scratch.path) }
        let folder = try KeyFolder.create(path: scratch.path, today: monday)
        try folder.setRecovery(code.publicHalf)
        let recovery = scratch.path + "/recovery.pub"
        try scratch.change(recovery) { $0[3] ^= 1 }
        #expect(throws: SealingFault.damagedKeyFile) { try KeyFolder.open(path: scratch.path) }
        try scratch.change(recovery) { $0[3] ^= 1 }
        let server = scratch.path + "/server.key"
        try scratch.change(server) { $0[20] ^= 1 }
        #expect(throws: SealingFault.damagedKeyFile) { try KeyFolder.open(path: scratch.path) }
        try FileManager.default.removeItem(atPath: server)
        #expect(throws: SealingFault.missingKeyFile(server)) { try KeyFolder.open(path: scratch.path) }
    }

    @Test("another server's key opens no group")
    func otherServer() throws {
        let other = Scratch()
        let wrapped = try ServerKey.loadOrCreate(folder: scratch.path).wrap(.random(), bound: .phone)
        let key = try ServerKey.loadOrCreate(folder: other.path)
        #expect(throws: SealingFault.damaged) { try key.unwrap(wrapped, bound: .phone) }
    }

    @Test("a recovery code is read as people type it")
    func typedCode() {
        let text = code.text
        #expect(text.count == 39 && text.split(separator: "-").count == 8)
        #expect(RecoveryCode(typed: text) == code && RecoveryCode(typed: text.uppercased()) == code)
        #expect(RecoveryCode(typed: "  " + text.replacingOccurrences(of: "-", with: " \u{2013}\n")) == code)
        let sloppy = text.replacingOccurrences(of: "0", with: "O").replacingOccurrences(of: "1", with: "l")
        #expect(RecoveryCode(typed: sloppy.replacingOccurrences(of: "-", with: "")) == code)
        #expect(RecoveryCode.generate() != code)
    }

    @Test("a wrong letter, two that changed places, and a missing one are told")
    func typo() {
        let letters = Array(code.text.replacingOccurrences(of: "-", with: ""))
        for index in letters.indices {
            var wrong = letters
            wrong[index] = wrong[index] == "7" ? "8" : "7"
            #expect(RecoveryCode(typed: String(wrong)) == nil)
            wrong.remove(at: index)
            #expect(RecoveryCode(typed: String(wrong)) == nil)
        }
        for index in letters.indices.dropLast() where letters[index] != letters[index + 1] {
            var swapped = letters
            swapped.swapAt(index, index + 1)
            #expect(RecoveryCode(typed: String(swapped)) == nil)
        }
        #expect(RecoveryCode(typed: "") == nil && RecoveryCode(typed: code.text + "é") == nil)
    }

    @Test("a backup made without the code opens with it, and only with it")
    func backup() throws {
        let folder = try KeyFolder.create(path: scratch.path, today: monday)
        try folder.dayKeys.beginEpoch(today: monday)
        let half = try #require(RecoveryPublicHalf(bytes: code.publicHalf.bytes))
        let sealed = try KeyBackup.seal(folder: folder, erasures: [9, 9], to: half)
        #expect(throws: SealingFault.wrongCode) { try KeyBackup.open(sealed, with: .generate()) }
        #expect(try !sealed.holds(folder.serverKey.bytes) && !sealed.holds(folder.dayKeys.key(for: monday).bytes))
        for index in [0, 7, 45, 80, 500, sealed.count - 1] {  // mark, message key, sealed bytes, tag
            var changed = sealed
            changed[index] ^= 4
            #expect(throws: SealingFault.damaged) { try KeyBackup.open(changed, with: code) }
            #expect(throws: SealingFault.damaged) { try KeyBackup.open(Array(sealed[..<index]), with: code) }
        }
        let opened = try KeyBackup.open(sealed, with: code)
        #expect(opened.erasures == [9, 9] && opened.epoch == 2 && opened.days == monday...(monday + 60))
    }

    @Test("a restored folder has all keys of both epochs, floor, server key and recovery half")
    func restore() throws {
        let folder = try KeyFolder.create(path: scratch.path, today: monday)
        try folder.dayKeys.drop(through: monday)
        try folder.dayKeys.beginEpoch(today: monday)
        let backup = try KeyBackup.open(KeyBackup.seal(folder: folder, erasures: [], to: code.publicHalf), with: code)
        #expect(throws: SealingFault.keyFileExists(scratch.path)) { try backup.restore(into: scratch.path) }
        let other = Scratch()
        try backup.restore(into: other.path)
        let restored = try KeyFolder.open(path: other.path)
        for epoch in [1, 2] { #expect(try restored.dayKeys.key(for: monday + 5, epoch: epoch) == folder.dayKeys.key(for: monday + 5, epoch: epoch)) }
        #expect(restored.dayKeys.floor == monday && restored.recovery == code.publicHalf)
        #expect(restored.serverKey.bytes == folder.serverKey.bytes)
        #expect(try other.mode(other.path) == 0o700 && other.mode(other.dayKeys) == 0o600)
    }

    @Test("a restore can leave out the days that have passed since, and never takes another server's key away")
    func restoreLater() throws {
        let folder = try KeyFolder.create(path: scratch.path, today: monday)
        let backup = try KeyBackup.open(KeyBackup.seal(folder: folder, erasures: [], to: code.publicHalf), with: code)
        let other = Scratch()
        _ = try ServerKey.loadOrCreate(folder: other.path)
        #expect(throws: SealingFault.keyFileExists(other.path)) { try backup.restore(into: other.path, from: monday + 10) }
        let third = Scratch()
        try backup.restore(into: third.path, from: monday + 10)
        let keys = try KeyFolder.open(path: third.path).dayKeys
        #expect(keys.days == (monday + 10)...(monday + 60) && keys.floor == monday + 9)
    }
}
