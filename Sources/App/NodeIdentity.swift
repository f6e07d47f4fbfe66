import Alongside
import Foundation
import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who a folder is among the nodes of an installation: two lines in a file of it, so that it is the same node after a restart.
struct NodeIdentity: Sendable {
    let id: ID<Node>
    let name: String

    /// What stands in the folder; made when nothing does.
    static func of(_ folder: DataFolder, name: String?, random: any Randomness) throws -> NodeIdentity {
        if FileManager.default.fileExists(atPath: folder.node) {
            let lines = try String(contentsOfFile: folder.node, encoding: .utf8).split(separator: "\n")
            guard lines.count == 2, let id = ID<Node>(text: lines[0]) else {
                throw Refusal("\(folder.node) is damaged. Delete it: the folder becomes a new node.")
            }
            return NodeIdentity(id: id, name: String(lines[1]))
        }
        let made = NodeIdentity(id: .random(by: random), name: try checked(name) ?? hostName())
        try OwnerOnly.write(Array("\(made.id.text)\n\(made.name)\n".utf8), to: folder.node)
        return made
    }

    /// A name that can be typed back.
    static func checked(_ name: String?) throws -> String? {
        guard let name else { return nil }
        guard (1...40).contains(name.count), name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            throw Refusal("The name of a node has up to forty letters, digits and hyphens.")
        }
        return name
    }

    /// The machine's own name, as far as it can be typed.
    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "node" }
        let first = buffer.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: ".")) }.map { Character(UnicodeScalar(UInt8(bitPattern: $0))) }
        let name = String(first.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(36))
        return name.isEmpty ? "node" : name
    }
}
