/// What somebody typed into a form: names with their values in order, and files. Broken UTF-8 is repaired, NULs and other control characters are
/// taken out, and line ends are `\n`; whether a value can be taken is the use case's business.
public struct Submission: Sendable {
    public struct File: Sendable {
        public var name: String
        public var type: String
        public var bytes: [UInt8]
    }

    private var values: [String: [String]] = [:]
    private var files: [String: File] = [:]
    public private(set) var names: [String] = []

    public init() {}

    public init(_ pairs: [(String, String)]) {
        for (name, value) in pairs { add(name, value) }
    }

    /// The first value, trimmed; empty when it is not there.
    public subscript(_ name: String) -> String { values[name]?.first ?? "" }

    /// The value if anything was typed.
    public func text(_ name: String) -> String? {
        let value = self[name]
        return value.isEmpty ? nil : value
    }

    /// Every value of a name: checkboxes, lists.
    public func all(_ name: String) -> [String] { values[name] ?? [] }

    public func has(_ name: String) -> Bool { values[name] != nil }

    /// A file that holds something.
    public func file(_ name: String) -> File? { files[name].flatMap { $0.bytes.isEmpty ? nil : $0 } }

    /// Whether any file holds something.
    var hasFile: Bool { files.values.contains { !$0.bytes.isEmpty } }

    mutating func add(_ name: String, _ value: String) {
        if values[name] == nil { names.append(name) }
        values[name, default: []].append(Self.clean(value))
    }

    mutating func add(_ name: String, file: File) { files[name] = file }

    static func clean(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r":
                out.append("\n")
                wasReturn = true
                continue
            case "\n":
                if !wasReturn { out.append("\n") }
            case "\t": out.append(" ")
            case " "..."~": out.append(scalar)
            default:
                if scalar.properties.generalCategory == .control || scalar.value == 0xFEFF || (0x202A...0x202E).contains(scalar.value) { break }
                out.append(scalar)
            }
            wasReturn = false
        }
        var view = Substring(String(out))
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
