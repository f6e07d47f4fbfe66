import Foundation
import Kernel

@testable import Sealing

/// A folder of its own for one test, gone with it.
final class Scratch {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "sealing-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var dayKeys: String { path + "/day.keys" }

    func bytes(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) }

    /// Overwrites in place, as a damaged disk or an interrupted write leaves it.
    func change(_ file: String, _ body: (inout [UInt8]) -> Void) throws {
        var bytes = try bytes(file)
        body(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
    }

    func mode(_ file: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int ?? -1
    }
}

extension [UInt8] {
    /// Whether `part` stands anywhere inside.
    func holds(_ part: [UInt8]) -> Bool { Data(self).range(of: Data(part)) != nil }
}

let monday = Day(number: 20_000)

extension Binding {
    static let phone = Binding(group: [1, 2, 3], record: [4, 5], field: "person.phone", version: 1)
}
