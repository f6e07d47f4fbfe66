import App
import Foundation
import Kernel
import TestKit

/// The demo town from the number 7, made once for all tests of the process. Whoever wants one gets a folder of their own.
enum MadeTown {
    private static let made = Task {
        let folder = TestFolder.fresh("town")
        try await DemoCommand(folder: DataFolder(folder), seed: 7, people: nil, now: World.start).run(Spoken().console())
        return folder
    }

    /// A copy, with its keys, at a path that nothing has yet.
    static func copy(to path: String) async throws {
        let (from, to) = (DataFolder(try await made.value), DataFolder(path))
        let parent = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: from.path, toPath: to.path)
        try FileManager.default.copyItem(atPath: from.keys, toPath: to.keys)
    }
}
