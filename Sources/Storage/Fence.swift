/// A row without which a program writes nothing more: as soon as it is gone, or is no longer as it was, what that program has under way is not carried through.
public struct Fence: Sendable, Hashable {
    public let table: String
    /// Columns that find the row, and what they have to hold.
    public let columns: [Column]

    public struct Column: Sendable, Hashable {
        public let name: String
        public let value: Value

        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    public init(table: String, _ columns: [Column]) {
        self.table = table
        self.columns = columns
    }
}
