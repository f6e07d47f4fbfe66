public import Kernel
import Storage

/// How somebody can be reached, as far as it was understood from what they typed into one box.
public struct Contact: Sendable, Hashable {
    public var reach: Ask.Reach
    /// E.164.
    public var phone: String?
    public var email: String?
    /// Anything else, in their words; only where somebody of the group took it down.
    public var other: String?
    /// What stood beside the number: "after six".
    public var remark: String?

    public init(reach: Ask.Reach, phone: String? = nil, email: String? = nil, other: String? = nil, remark: String? = nil) {
        self.reach = reach
        self.phone = phone
        self.email = email
        self.other = other
        self.remark = remark
    }

    /// "I will call you": nothing is kept.
    public static let calls = Contact(reach: .calls)

    /// The rule: only where the group can be called can somebody leave it at that. Else nobody would ever hear of them again.
    public func problem(in group: Group) -> Problem? {
        reach == .calls && !group.canBeCalled ? .invalid("reach", "ask.problem.reach.noPhone") : nil
    }

    /// The same of the group as it is now, for what is being written: its number may have gone since the form was read.
    func problem(in group: ID<Group>, _ connection: any Connection) throws -> Problem? {
        guard reach == .calls, let group = try GroupStore.with(id: group, connection) else { return nil }
        return problem(in: group)
    }

    /// Reads a phone number, an e-mail address or both, in any digits, with words around them. Throws the problem that belongs beside `field`.
    public static func read(_ typed: String, country: CallingCountry, field: String) throws -> Contact {
        guard typed.unicodeScalars.count <= TextLimit.contact else {
            throw Problem.invalid(field, "problem.tooLong", ["limit": String(TextLimit.contact)])
        }
        var rest: [Substring] = []
        var email: String?
        for piece in typed.split(whereSeparator: { $0.isWhitespace || ",;<>،؛".contains($0) }) {
            if piece.contains("@"), email == nil {
                email = try address(piece, field: field)
            } else {
                rest.append(piece)
            }
        }
        let found = phoneRun(rest.joined(separator: " "))
        if let found {
            if found.touchesLetters { throw Problem.invalid(field, "problem.phone.letters") }
            let phone = try number(found.run, country: country, field: field)
            return Contact(reach: .phone, phone: phone, email: email, remark: remark(found.rest))
        }
        guard let email else { throw Problem.invalid(field, "problem.contact.unclear") }
        return Contact(reach: .email, email: email, remark: remark(rest.joined(separator: " ")))
    }

    private static func number(_ run: String, country: CallingCountry, field: String) throws -> String {
        do {
            return try PhoneNumber(typed: run, country: country).text
        } catch {
            switch error {
            case .tooShort, .noDigits: throw Problem.invalid(field, "problem.phone.short")
            case .tooLong: throw Problem.invalid(field, "problem.phone.long")
            case .letters: throw Problem.invalid(field, "problem.phone.letters")
            }
        }
    }

    /// One `@`, something before it, and a name with a point after it (RFC 5321 lengths); whether it exists only a message can tell.
    private static func address(_ piece: Substring, field: String) throws -> String {
        var text = piece
        if text.lowercased().hasPrefix("mailto:") { text = text.dropFirst(7) }
        while let last = text.last, ".,)".contains(last) { text = text.dropLast() }
        while let first = text.first, "(".contains(first) { text = text.dropFirst() }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), text.utf8.count <= 254 else {
            throw Problem.invalid(field, "problem.email")
        }
        let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
        let isLocal = halves[0].unicodeScalars.allSatisfy { !"\"\\:[]".unicodeScalars.contains($0) }
        guard isDomain, isLocal else { throw Problem.invalid(field, "problem.email") }
        return String(text)
    }

    /// The longest run of digits and what people put between them; nil when there are no digits at all.
    private static func phoneRun(_ text: String) -> (run: String, rest: String, touchesLetters: Bool)? {
        var best: (range: Range<String.Index>, digits: Int)?
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            guard belongs(scalars[index]) else {
                index = scalars.index(after: index)
                continue
            }
            let start = index
            var digits = 0
            while index < scalars.endIndex, belongs(scalars[index]) {
                if isDigit(scalars[index]) { digits += 1 }
                index = scalars.index(after: index)
            }
            if digits > (best?.digits ?? 0) { best = (start..<index, digits) }
        }
        guard let best else { return nil }
        let run = String(scalars[best.range])
        let before = scalars[..<best.range.lowerBound].last.map(\.properties.isAlphabetic) ?? false
        let after = scalars[best.range.upperBound...].first.map(\.properties.isAlphabetic) ?? false
        let touches = (before && !(run.first?.isWhitespace ?? true)) || (after && !(run.last?.isWhitespace ?? true))
        return (run, String(scalars[..<best.range.lowerBound]) + " " + String(scalars[best.range.upperBound...]), touches)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }

    private static func belongs(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || scalar.properties.isWhitespace
            || "+\u{FF0B}-.()/\u{2010}\u{2011}\u{2012}\u{2013}\u{200E}\u{200F}".unicodeScalars.contains(scalar)
    }

    /// Words that only say that a number is a number.
    private static let labels: Set<String> = [
        "tel", "phone", "mobile", "mob", "cell", "telefono", "movil", "celular", "هاتف", "جوال", "رقم", "email", "correo",
    ]

    private static func remark(_ rest: String) -> String? {
        let words = rest.split(whereSeparator: \.isWhitespace).filter { !labels.contains(Folding.fold(String($0))) }
        let text = words.joined(separator: " ")
        return text.contains { $0.isLetter || $0.isNumber } ? text : nil
    }
}
