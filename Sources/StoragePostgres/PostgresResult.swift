import CPostgres

/// An answer of the server, cleared when nobody needs it any more.
final class PostgresResult {
    let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { PQclear(raw) }

    var count: Int { Int(PQntuples(raw)) }

    /// How many rows the statement changed; zero for one that changes none.
    var changed: Int { PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0 }
}
