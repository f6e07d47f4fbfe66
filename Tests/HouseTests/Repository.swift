import Foundation

/// The files of this clone, as the tests of the house read them.
enum Repository {
    /// The folder that holds Package.swift.
    static let root: URL = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// What belongs to nobody's source: build products, the demo town, what tools leave behind.
    private static let leftOut: Set<String> = [".git", ".build", "data", "data.keys", "Package.resolved"]

    /// All text files of the clone, by path. Read once for all tests.
    static let files: [SourceFile] = {
        var found: [SourceFile] = []
        let rootParts = root.standardizedFileURL.pathComponents.count
        let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey])
        while let item = walk?.nextObject() as? URL {
            let path = item.standardizedFileURL.pathComponents.dropFirst(rootParts).joined(separator: "/")
            if leftOut.contains(path) || path.hasPrefix(".build-") || item.lastPathComponent == "__pycache__" {
                walk?.skipDescendants()
                continue
            }
            guard let bytes = try? Data(contentsOf: item), let text = String(data: bytes, encoding: .utf8) else { continue }
            found.append(SourceFile(path: path, text: text))
        }
        return found.sorted { $0.path < $1.path }
    }()

    /// Swift files of the product.
    static let sources = files.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }

    /// Swift files of the product and of its tests.
    static let allSwift = sources + files.filter { $0.path.hasPrefix("Tests/") && $0.path.hasSuffix(".swift") }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appending(path: path).path) }
}

/// One text file of the clone.
struct SourceFile: Sendable {
    /// From the root of the clone, such as `Sources/Kernel/ID.swift`.
    let path: String
    let text: String
    /// A Swift file taken apart, once for all tests; empty for other files.
    let swift: SwiftText

    init(path: String, text: String) {
        self.path = path
        self.text = text
        swift = SwiftText(path.hasSuffix(".swift") ? text : "")
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    /// The module or test target whose file this is: the folder below Sources or Tests.
    var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Whether one of these words stands anywhere in it. It costs little: a rule asks it before it looks at each line.
    func mentions(_ words: String...) -> Bool { words.contains { strstr(text, $0) != nil } }

    /// The lines that offend, as `path:line`.
    func places(in lines: [(number: Int, text: String)], where offends: (String) -> Bool) -> [String] {
        lines.filter { offends($0.text) }.map { "\(path):\($0.number)" }
    }
}

/// One sentence for a failing test: what to do, and where.
func advice(_ whatToDo: String, _ places: [String]) -> String {
    ([whatToDo] + places.sorted()).joined(separator: "\n  ")
}
