import Kernel
import Storage
import Testing

@testable import StoragePostgres

/// Steps of the schema that are taken while others serve.
@Suite(.enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
struct PostgresSchemaStepsTests {
    private func steps(attempts: Int, pause: @escaping () -> Void = {}) throws -> PostgresSchemaSteps {
        let step = Migration(2, "one more column", isBorneByOlder: true, sql: "ALTER TABLE note ADD COLUMN more TEXT;\n")
        return try PostgresSchemaSteps(
            [Place.notes, step], patience: PostgresSchemaSteps.Patience(milliseconds: 20, attempts: attempts, pause: pause))
    }

    @Test(
        "a step that others bear does not keep them from a table that somebody holds: it gives up the wait and asks again, and says so in the end",
        .timeLimit(.minutes(15)))
    func held() async throws {
        let place = try await EnginePlace(.postgres)
        let database = try place.openPostgres()
        let (holder, link) = (try PostgresLink(PostgresOptions(url: place.address)), try PostgresLink(PostgresOptions(url: place.address)))
        // As a backup does, all the while it reads.
        try holder.steer("BEGIN")
        try holder.steer("LOCK TABLE note IN ACCESS SHARE MODE")
        let now = Instant(milliseconds: 0)
        #expect(throws: PostgresRefusal.heldTable(step: 2, name: "one more column")) { try steps(attempts: 3).apply(over: link, at: now) }
        try await database.add(1)
        #expect(try PostgresServer.steps(on: place.address) == [1])
        var pauses = 0
        let patient = try steps(attempts: 3) {
            pauses += 1
            if pauses == 2 { try? holder.steer("COMMIT") }
        }
        try patient.apply(over: link, at: now)
        #expect(pauses == 2)
        #expect(try PostgresServer.steps(on: place.address) == [1, 2])
    }
}
