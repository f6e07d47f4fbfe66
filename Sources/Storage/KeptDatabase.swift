public import Kernel

/// A database as whoever opened it keeps it: beside reading and writing, what is done to the whole of it.
public protocol KeptDatabase: Database {
    /// Ends the work: what is queued is still done, later work is refused. Does nothing the second time.
    func close() throws

    /// How busy it is now.
    var load: DatabaseLoad { get }

    /// What is damaged, a line each; none when all is well. May read everything.
    func integrityProblems() async throws -> [String]

    /// Which course of history this is, as the engine names it: another one when a server was recovered from its archive, or another took its place. Empty where
    /// the engine has but one.
    func lineage() async throws -> String

    /// Settings of the engine with which it may lose or keep something that it should not, a line each; none when all is well.
    func settingProblems() async throws -> [String]

    /// What the engine's own clock says; nil where it is the clock of this machine.
    func clock() async throws -> Instant?

    /// Takes what was overwritten or deleted out of the engine's own log, as far as the engine leaves that to us.
    func checkpoint() async throws
}
