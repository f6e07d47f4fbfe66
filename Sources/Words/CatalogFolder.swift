import Foundation

/// The folder `Catalogs` that comes with the program.
enum CatalogFolder {
    /// Every file with this ending: its name without it, and its text. `path` names another folder than the one that comes with the program.
    static func files(endingIn ending: String, in path: String? = nil) throws -> [(name: String, text: String)] {
        guard let folder = path.map({ URL(filePath: $0) }) ?? Bundle.module.url(forResource: "Catalogs", withExtension: nil) else {
            throw CatalogFault(file: "Catalogs", line: 0, reason: "the folder is not beside the program")
        }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { (name: $0.deletingPathExtension().lastPathComponent, text: try String(contentsOf: $0, encoding: .utf8)) }
    }
}
