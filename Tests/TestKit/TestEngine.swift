import Foundation
public import Storage

/// On which engine worlds are made: SQLite, or PostgreSQL where the environment says `ALONGSIDE_ENGINE=postgres` and names a server in
/// `ALONGSIDE_POSTGRES`. `bin/test` runs the tests of both.
public enum TestEngine {
    public static let current: Engine = environment["ALONGSIDE_ENGINE"] == "postgres" ? .postgres : .sqlite

    /// Into how many parts the tables of groups are cut on the server (`ALONGSIDE_PARTITIONS`); nil for whole ones.
    public static let partitions = environment["ALONGSIDE_PARTITIONS"].flatMap { Int($0) }

    private static let environment = ProcessInfo.processInfo.environment

    /// What the variable says, or a sentence that a failing test shows.
    static func server() throws -> String {
        guard let server = environment["ALONGSIDE_POSTGRES"] else { throw Missing() }
        return server
    }

    struct Missing: Error, CustomStringConvertible {
        let description = "ALONGSIDE_ENGINE is postgres, and ALONGSIDE_POSTGRES names no server: run the tests through bin/test."
    }
}
