public import Kernel

/// How long what people type may be, in Unicode scalars, so that every script has the same room.
public enum TextLimit {
    public static let alias = 60
    public static let contact = 200
    public static let place = 200
    public static let words = 2_000
    public static let line = 120
    public static let lines = 60
    public static let note = 500
    public static let complaint = 4_000

    /// The text where it is short enough and holds something that can be seen; nil when it is empty.
    /// Throws the problem that belongs beside `field`.
    public static func read(_ typed: String, field: String, limit: Int) throws -> String? {
        guard typed.unicodeScalars.count <= limit else { throw Problem.invalid(field, "problem.tooLong", ["limit": String(limit)]) }
        return canBeSeen(typed) ? typed : nil
    }

    /// The same, for a field that has to hold something.
    public static func required(_ typed: String, field: String, limit: Int, _ key: String = "problem.required") throws -> String {
        guard let text = try read(typed, field: field, limit: limit) else { throw Problem.invalid(field, key) }
        return text
    }

    /// Spaces and characters without a shape are nothing.
    static func canBeSeen(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark, .unassigned: false
            default: true
            }
        }
    }
}

extension [Problem] {
    /// Runs one check of a form and remembers its problem, so that all of them are told at once; nil when there was one.
    public mutating func keep<Value>(_ check: () throws -> Value) throws -> Value? {
        do {
            return try check()
        } catch let problem as Problem where problem.kind == .invalid {
            append(problem)
            return nil
        }
    }
}
