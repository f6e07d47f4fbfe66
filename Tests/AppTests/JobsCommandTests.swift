import Alongside
import Kernel
import Storage
import TestKit
import Testing

@testable import App

@Suite struct JobsCommandTests {
    private func giveUp(_ world: World, unsure: Bool, in group: ID<Jobs>) async throws -> ID<Job> {
        try await world.write { transaction, house, _ in
            let id: ID<Job> = house.newID()
            try Jobs.enqueue("odd", group: group, id: id, due: house.now, in: transaction)
            _ = try transaction.execute(
                "UPDATE job SET state = 'dead', attempts = 10, given_up_at = $1, began_at = $2, last_problem = 'Offline' WHERE id = $3",
                [house.now.stored, Value(unsure ? house.now : nil), id.stored])
            return id
        }
    }

    private func said(_ world: World, _ command: JobsCommand) async throws -> String {
        let spoken = Spoken()
        try await command.run(on: world.open, spoken.console())
        return spoken.text
    }

    @Test("the installation's own work that was given up is listed and decided about; of a group's it is said how much there is, and who decides")
    func decides() async throws {
        let world = try await World()
        #expect(try await said(world, JobsCommand()) == "Nothing was given up.")
        let own = try await giveUp(world, unsure: false, in: Jobs.installation)
        let unsure = try await giveUp(world, unsure: true, in: Jobs.installation)
        let theirs = try await giveUp(world, unsure: true, in: world.group.id.named())
        let list = try await said(world, JobsCommand())
        #expect(list.contains("\(own.text)  odd  given up on 2026-03-10") && list.contains("attempts: 10, Offline"))
        #expect(list.contains("\(unsure.text)  odd  nobody knows") && list.contains("riverside: 1 given up, 1 of them unsure."))
        #expect(!list.contains(theirs.text))

        #expect(try await said(world, JobsCommand(.again, own.text)).hasPrefix("It is tried again"))
        #expect(try await said(world, JobsCommand(.arrived, unsure.text)) == "It counts as done.")
        #expect(await refusal { _ = try await said(world, JobsCommand(.again, own.text)) }.contains("alongside jobs lists them"))
        #expect(await refusal { _ = try await said(world, JobsCommand(.again, theirs.text)) }.contains("No job"))
        #expect(await refusal { _ = try await said(world, JobsCommand(.again, "nonsense")) }.contains("no ID of a job"))
        #expect(try await world.open.number("SELECT count(*) FROM job WHERE state = 'dead'") == 1)
    }
}
