/// Something that `doctor` found: what is wrong, and what to do.
public struct Finding: Codable, Hashable, Sendable {
    public enum Weight: String, Codable, Sendable {
        /// Something is wrong.
        case problem
        /// Nothing is wrong yet.
        case note
    }

    public let weight: Weight
    /// Names the check, for programs.
    public let check: String
    public let what: String
    public let todo: String

    static func problem(_ check: String, _ what: String, _ todo: String) -> Finding {
        Finding(weight: .problem, check: check, what: what, todo: todo)
    }
    static func note(_ check: String, _ what: String, _ todo: String) -> Finding { Finding(weight: .note, check: check, what: what, todo: todo) }
}
