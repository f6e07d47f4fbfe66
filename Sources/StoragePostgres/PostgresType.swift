import CPostgres

/// The numbers of PostgreSQL's own types that we meet (`pg_type.dat`; they never change).
enum PostgresType {
    static let unspecified: Oid = 0
    static let boolean: Oid = 16
    static let bytes: Oid = 17
    static let integer64: Oid = 20
    static let integer16: Oid = 21
    static let integer32: Oid = 23
    static let text: Oid = 25
    static let real32: Oid = 700
    static let real64: Oid = 701
    static let numeric: Oid = 1700
}
