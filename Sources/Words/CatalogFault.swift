/// What is wrong with a catalog file, and where, so that a translator finds it.
public struct CatalogFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the file, such as `es.po`.
    public let file: String
    /// Counted from 1; 0 when it is the file as a whole.
    public let line: Int
    public let reason: String

    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)" }
}
