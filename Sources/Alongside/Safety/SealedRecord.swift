public import Sealing

/// The part of a row that is sealed: names, contacts, places, words. Its fields are numbered; a number is never used again for something else.
public protocol SealedRecord: Sendable {
    /// Its name in the binding, such as `ask.face`: a sealed column put into another column does not open.
    static var field: String { get }
    init(_ reader: FieldReader) throws
    func write(_ writer: inout FieldWriter)
}
