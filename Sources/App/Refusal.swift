/// Why a command stops: one plain sentence for whoever typed it, with what to do.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: String
    public init(_ line: String) { self.line = line }
    public var description: String { line }
}
