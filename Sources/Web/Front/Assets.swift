import Foundation
import Kernel
import Sealing

/// Style sheet, scripts and icon, read once and served under addresses that change with their contents.
public struct Assets: Sendable {
    struct Asset: Sendable {
        let type: String
        let bytes: [UInt8]
        let tag: String
    }

    private let assets: [String: Asset]

    /// Reads the module's own folder.
    public static func load() throws -> Assets {
        guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil) else { throw Problem(.broken, "problem.broken") }
        var assets: [String: Asset] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            guard let type = types[file.pathExtension] else { continue }
            let bytes = [UInt8](try Data(contentsOf: file))
            assets[file.lastPathComponent] = Asset(type: type, bytes: bytes, tag: Base32.encode(Digest.sha256(bytes).prefix(5)))
        }
        return Assets(assets: assets)
    }

    subscript(_ name: String) -> Asset? { assets[name] }

    /// The address of an asset, with its tag, so that it may be kept for a year.
    func link(_ name: String) -> AssetLink { AssetLink(name: name, tag: assets[name]?.tag ?? "") }

    private static let types = ["css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"]
}
