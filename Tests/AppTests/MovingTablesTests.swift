import Storage
import StorageSQLite
import TestKit
import Testing

@testable import Alongside
@testable import App

/// Nothing of a group is forgotten when it moves: each table of the schema goes, stays for a reason, or goes another way.
@Suite struct MovingTablesTests {
    @Test("every table is taken along or stays, and no name stands for a table that is not there")
    func every() async throws {
        let town = DataFolder(TestFolder.fresh("tables"))
        try await MadeTown.copy(to: town.path)
        let database = try SQLiteDatabase.open(path: town.database, migrations: Schema.migrations)
        let tables = try await database.tables()
        try database.close()
        let named = MovingTables.taken.union(MovingTables.left).union(MovingTables.asFiles)
        #expect(named.count == MovingTables.taken.count + MovingTables.left.count + MovingTables.asFiles.count)
        #expect(Set(tables.map(\.name)) == named)
        // Each begins with the group, by which its rows are found.
        #expect(tables.allSatisfy { $0.key.first == "group_id" })
        let ordered = try MovingTables.ordered(tables)
        #expect(Set(ordered.map(\.name)) == MovingTables.taken && ordered.count == MovingTables.taken.count)
    }
}
