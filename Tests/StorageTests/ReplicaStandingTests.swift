import Kernel
import Storage
import Testing

@testable import StoragePostgres

/// When a replica may be read. `Tests/Outside/test_replica.py` shows it with a real one.
@Suite struct ReplicaStandingTests {
    private func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1_000) }

    @Test("a replica is fresh for as long as the bound, counted from when the primary named what the replica has replayed since")
    func fresh() {
        var standing = ReplicaStanding(bound: .seconds(10))
        #expect(!standing.isFresh(at: at(0)))
        standing.note(100, at: at(0))
        standing.replayed(90)
        #expect(!standing.isFresh(at: at(1)))
        standing.note(200, at: at(3))
        standing.replayed(150)
        #expect(standing.isFresh(at: at(10)) && !standing.isFresh(at: at(11)))
        standing.replayed(200)
        #expect(standing.isFresh(at: at(13)) && !standing.isFresh(at: at(14)))
    }

    @Test("one that follows nobody, or cannot be reached, is not fresh, whatever was known of it")
    func lost() {
        var standing = ReplicaStanding(bound: .seconds(10))
        standing.note(100, at: at(0))
        standing.replayed(100)
        standing.replayed(nil)
        #expect(!standing.isFresh(at: at(0)))
        standing.replayed(100)
        #expect(!standing.isFresh(at: at(0)))
    }

    @Test("one caller at a time asks, four times within the bound")
    func turns() {
        var standing = ReplicaStanding(bound: .seconds(10))
        #expect(standing.begins(at: at(0)) && !standing.begins(at: at(9)))
        standing.ends()
        #expect(!standing.begins(at: at(2)) && standing.begins(at: at(3)))
    }

    @Test(
        "a server that is no replica, or is not there, is not read: the primary answers",
        .enabled(if: EnginePlace.server != nil, "no PostgreSQL server is named by ALONGSIDE_POSTGRES"))
    func primaryAnswers() async throws {
        let place = try await EnginePlace(.postgres)
        let primary = try place.openPostgres()
        try await primary.add(1)
        let other = try await EnginePlace(.postgres).address
        for url in [other, "postgres://nobody@127.0.0.1:1/nothing"] {
            let replica = PostgresReplica(options: PostgresOptions(url: url), of: primary)
            #expect(try await replica.notes() == [1])
            try await replica.write { try $0.execute("UPDATE note SET text = 'seen'") }
            replica.close()
        }
    }
}
