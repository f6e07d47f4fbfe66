/// Why a database cannot be brought to the schema that this program knows.
public enum SchemaFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A newer program has already changed the schema: its highest step, and the highest known here.
    case newer(found: Int, known: Int)
    /// The database holds a step that this program does not have.
    case unknown(Int)
    /// A step stands before one that was there earlier.
    case disorder(Int)

    public var description: String {
        switch self {
        case .newer(let found, let known):
            "this data was written by a newer version of the program (schema \(found), known here: \(known)); start that version, or a later one"
        case .unknown(let number): "this data has been through schema step \(number), which this program does not have"
        case .disorder(let number): "schema step \(number) comes before one that was already there"
        }
    }
}
