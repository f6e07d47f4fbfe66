import App
import ArgumentParser

/// What a command line says of a PostgreSQL server beside its address.
struct ServerLineOptions: ParsableArguments {
    @Option(
        help: """
            Cuts the tables of groups into so many parts by hash of the group, when an installation begins on a PostgreSQL server; it stays so.
            """)
    var partitions: Int?

    @Option(
        name: .customLong("database-direct"),
        help: """
            The same database past a pooler such as PgBouncer, whose own address says prepared=no; every later command knows it. none takes it away.
            """)
    var direct: String?

    @Option(
        help: """
            A streaming replica of the server, from which pages for everybody are read while it is no more than ten seconds behind. none takes it away.
            """)
    var replica: String?

    var options: ServerOptions { ServerOptions(partitions: partitions, direct: direct, replica: replica) }
}
