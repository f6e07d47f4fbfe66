public import Kernel

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
    public init(integerLiteral number: Int64) { self = .integer(number) }
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral flag: Bool) { self = .integer(flag ? 1 : 0) }
}

/// A type that stands in one column.
public protocol Storable {
    var stored: Value { get }
}

extension Value {
    /// The value of anything that can stand in a column; nil becomes NULL.
    public init(_ storable: (some Storable)?) { self = storable?.stored ?? .null }
}

extension Int: Storable { public var stored: Value { .integer(Int64(self)) } }
extension Int64: Storable { public var stored: Value { .integer(self) } }
extension Bool: Storable { public var stored: Value { .integer(self ? 1 : 0) } }
extension Double: Storable { public var stored: Value { .real(self) } }
extension String: Storable { public var stored: Value { .text(self) } }
extension [UInt8]: Storable { public var stored: Value { .bytes(self) } }
extension ID: Storable { public var stored: Value { .bytes(bytes) } }
extension Instant: Storable { public var stored: Value { .integer(milliseconds) } }
extension Day: Storable { public var stored: Value { .integer(Int64(number)) } }
extension LanguageTag: Storable { public var stored: Value { .text(text) } }
extension Currency: Storable { public var stored: Value { .text(code) } }
extension Storable where Self: RawRepresentable, RawValue == String { public var stored: Value { .text(rawValue) } }

extension Row {
    /// An ID column. A column that does not hold sixteen bytes is damage.
    public func id<Noun>(_ column: Int, of _: Noun.Type = Noun.self) throws -> ID<Noun> {
        guard let id = ID<Noun>(bytes: bytes(column)) else { throw StorageFault.mistake("column \(column) holds no ID") }
        return id
    }

    public func idIfAny<Noun>(_ column: Int, of _: Noun.Type = Noun.self) throws -> ID<Noun>? {
        isNull(column) ? nil : try id(column)
    }

    public func flag(_ column: Int) -> Bool { integer(column) != 0 }
    public func int(_ column: Int) -> Int { Int(integer(column)) }
    public func intIfAny(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    public func instant(_ column: Int) -> Instant { Instant(milliseconds: integer(column)) }
    public func instantIfAny(_ column: Int) -> Instant? { isNull(column) ? nil : instant(column) }
    public func day(_ column: Int) -> Day { Day(number: Int32(integer(column))) }
    public func dayIfAny(_ column: Int) -> Day? { isNull(column) ? nil : day(column) }
    public func textIfAny(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func bytesIfAny(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
    public func realIfAny(_ column: Int) -> Double? { isNull(column) ? nil : real(column) }

    public func language(_ column: Int) throws -> LanguageTag {
        guard let tag = LanguageTag(text(column)) else { throw StorageFault.mistake("column \(column) holds no language") }
        return tag
    }

    /// A column that holds the raw value of an enumeration.
    public func choice<Choice: RawRepresentable>(_ column: Int, of _: Choice.Type = Choice.self) throws -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text(column)) else { throw StorageFault.mistake("column \(column) holds no \(Choice.self)") }
        return choice
    }

    public func choiceIfAny<Choice: RawRepresentable>(_ column: Int, of _: Choice.Type = Choice.self) throws -> Choice?
    where Choice.RawValue == String {
        isNull(column) ? nil : try choice(column)
    }
}
