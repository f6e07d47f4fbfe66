import Alongside
import Foundation
import Sealing
import TestKit
import Testing

@testable import App

/// Where the recovery code is shown.
@Suite struct RecoveryCodesTests {
    @Test("on a terminal the code is said, once, and no file holds it; it opens the backups made from now on")
    func terminal() async throws {
        let world = try await World()
        let spoken = Spoken()
        try RecoveryCodes.make(for: world.open, spoken.console(isTerminal: true))
        let lines = spoken.lines.filter { $0.hasPrefix("Recovery code: ") }
        let line = try #require(lines.first)
        let code = try #require(RecoveryCode(typed: String(line.dropFirst("Recovery code: ".count))))
        #expect(lines.count == 1 && !FileManager.default.fileExists(atPath: RecoveryCodes.file(of: world.open.folder)))
        #expect(world.house.vault.folder.recovery == code.publicHalf)
        #expect(spoken.text.contains("Write it on paper"))
    }

    @Test("elsewhere it stands in a file that only its owner reads, and in no line")
    func file() async throws {
        let world = try await World()
        let spoken = Spoken()
        try RecoveryCodes.make(for: world.open, spoken.console(isTerminal: false))
        let path = RecoveryCodes.file(of: world.open.folder)
        let kept = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(RecoveryCode(typed: kept)?.publicHalf == world.house.vault.folder.recovery)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(rights?.intValue == 0o600)
        #expect(!spoken.text.contains(kept) && spoken.text.contains(path))
    }
}
