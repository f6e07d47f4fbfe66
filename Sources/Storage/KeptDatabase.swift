/// A database as whoever opened it keeps it: beside reading and writing, what is done to the whole of it.
public protocol KeptDatabase: Database {
    /// Ends the work: what is queued is still done, later work is refused. Does nothing the second time.
    func close() throws

    /// How busy it is now.
    var load: DatabaseLoad { get }

    /// What is damaged, a line each; none when all is well. May read everything.
    func integrityProblems() async throws -> [String]

    /// Takes what was overwritten or deleted out of the engine's own log, as far as the engine leaves that to us.
    func checkpoint() async throws
}
