/// Which steps a database still lacks. Both engines ask here before they change anything.
public struct SchemaPlan: Sendable {
    private let migrations: [Migration]

    /// - Throws: `SchemaFault.disorder` when the numbers do not ascend.
    public init(_ migrations: [Migration]) throws(SchemaFault) {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where later.number <= earlier.number { throw .disorder(later.number) }
        self.migrations = migrations
    }

    /// The steps after `applied`, in order.
    ///
    /// - Throws: `SchemaFault` when the database went through a step that is not known here, or when a step would come before one that is there.
    public func missing(after applied: Set<Int>) throws(SchemaFault) -> [Migration] {
        let newest = applied.max() ?? 0
        let known = migrations.last?.number ?? 0
        guard newest <= known else { throw .newer(found: newest, known: known) }
        for number in applied.sorted() where !migrations.contains(where: { $0.number == number }) { throw .unknown(number) }
        let missing = migrations.filter { !applied.contains($0.number) }
        for migration in missing where migration.number < newest { throw .disorder(migration.number) }
        return missing
    }
}
