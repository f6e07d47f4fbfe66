import Alongside
import Exchange
import Foundation
import Kernel
import Storage
import Synchronization
import TestKit
import Testing

@Suite("An old sheet is brought in") struct ImportSheetTests {
    @Test("3.15 (import): the real form's row, which was completed in 2020, is counted and nobody is stored")
    func realForm() async throws {
        let scene = try await ImportScene()
        let people = try await scene.count("person")
        let summary = try await scene.run(Fixture.bytes("rfg_submission_responses_template.csv"))
        #expect((summary.rows, summary.past, summary.asks, summary.people, summary.skipped.count) == (1, 1, 0, 0, 0))
        #expect(try await scene.count("ask") == 0)
        #expect(try await scene.count("person") == people)
        #expect(try await scene.count("import_chunk") == 0)
        let forbidden = summary.forbidden.keys.sorted()
        #expect(forbidden.count == 1 && forbidden[0].contains("elevated risk"))
    }

    @Test("3.15 (import): an open row of the real form becomes an ask with its words, its time and no consent of ours")
    func realFormOpen() async throws {
        let scene = try await ImportScene()
        let text = String(decoding: try Fixture.bytes("rfg_submission_responses_template.csv"), as: UTF8.self)
            .replacing("2,Sam,Completed", with: "2,Sam,New").replacing("40,,,,No,7,No", with: "40,,,+44 151 496 0001,No,7,No")
        let summary = try await scene.run(text)
        #expect((summary.asks, summary.people) == (1, 1))
        let seen = try #require(try await scene.asks().first)
        #expect(seen.ask.state == .new)
        #expect(seen.ask.door == .sheet)
        #expect(seen.ask.consentVersion == 0)
        #expect(seen.ask.category == scene.world.category("groceries").id)
        #expect(seen.details.phone == "+441514960001")
        #expect(seen.details.words.contains("clothing/laundry") && seen.details.words.contains("can be reached via email"))
        #expect(seen.face.alias == "MyFakeName" && !seen.face.codeWord.isEmpty)
        // 15 March 2020, 22:49:40 in London, which was on winter time.
        #expect(seen.ask.createdAt == Instant(milliseconds: 1_584_312_580_000))
    }

    @Test("3.15 (import): fifty rows with dirt in them: every row is an ask, counted, or a problem with its reason")
    func dirty() async throws {
        let scene = try await ImportScene()
        let summary = try await scene.run(ImportScene.dirty)
        #expect(summary.rows == 50)
        #expect(summary.past == 1)
        #expect(summary.asks == 43)
        #expect(summary.asks + summary.past + summary.duplicates + summary.skipped.count == summary.rows)
        #expect(summary.skipped.map { "\($0.row) \($0.reason)" } == ["44 phone", "45 date", "46 nothing", "47 phone", "51 nothing"])
        #expect(summary.duplicates == 1)
        let asks = try await scene.asks()
        #expect(asks.count == 43)
        #expect(Set(asks.map(\.face.codeWord)).count == 43)
        #expect(asks.filter { $0.ask.state == .open }.count == 10)
        #expect(Set(asks.compactMap(\.ask.closing)) == [.elsewhere, .outOfScope])
        #expect(asks.first { $0.face.alias == "Neighbour 4" }?.ask.language == .english)
        #expect(asks.first { $0.face.alias == "Neighbour 1" }?.ask.language == .spanish)
        #expect(asks.first { $0.face.alias == "Neighbour 1" }?.ask.zone == scene.world.zone("Mill Lane").id)
        // The rocket has no name: a neighbour with a code word. The number belongs to neighbour 5: one person (requirement 1.6).
        let rocket = try #require(asks.first { $0.details.words.contains("rocket") })
        #expect(rocket.face.alias == "A neighbour")
        #expect(rocket.ask.person == asks.first { $0.face.alias == "Neighbour 5" }?.ask.person)
    }

    @Test("what organisers wrote stays with the desk, sealed in the history")
    func notes() async throws {
        let scene = try await ImportScene()
        _ = try await scene.run(ImportScene.dirty)
        let ask = try #require(try await scene.asks().first { $0.face.alias == "Neighbour 3" })
        #expect(ask.details.notes == nil && !ask.details.words.contains("HYPERLINK"))
        let details = try await scene.world.read { connection, house, group in
            let key = try house.vault.key(of: ask.ask.id.subject, in: group.id, connection)
            return try History.of(ask.ask.id.subject, key: key, in: house, group: group.id, connection).compactMap(\.detail)
        }
        #expect(details.contains { $0.contains("HYPERLINK") })
    }

    @Test("nothing of a column that may not be read is in any table, not even sealed")
    func forbidden() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        // Stored and waiting for a yes, brought in, and its problem rows: three places to look.
        let waiting = try await ReceiveSheet(.bytes(Array(ImportScene.dirty.utf8))).run(in: world.house, group: world.group, by: .command)
        let chunk = try await world.read { connection, house, group in
            try ImportStore.rows(at: 0, of: waiting, in: house, group: group.id, connection) ?? []
        }
        #expect(chunk.count == 50)
        #expect(chunk.allSatisfy { row in row.cells.allSatisfy { !$0.contains("SECRET") } })
        let summary = try await scene.run(ImportScene.dirty)
        let problems = try await world.read { connection, house, group in
            try ImportStore.problemRows(of: scene.batch(summary), in: house, group: group.id, connection)
        }
        #expect(problems.count == 6)
        #expect(problems.allSatisfy { problem in problem.row.cells.allSatisfy { !$0.contains("SECRET") } })
        for seen in try await scene.asks() {
            var writer = ""
            dump(seen, to: &writer)
            #expect(!writer.contains("SECRET"))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/data")
        for file in files {
            guard let data = FileManager.default.contents(atPath: world.folder + "/data/" + file) else { continue }
            #expect(data.range(of: Data("SECRET".utf8)) == nil, "\(file)")
            #expect(data.range(of: Data("Neighbour 1".utf8)) == nil, "\(file)")
        }
    }

    @Test(
        "a forbidden question beside one that may be asked leaves nothing in the rows that wait",
        arguments: [
            "Childcare notes, immigration status", "Childcare: names and ages of your children", "Mental health support - diagnosis",
            "¿Tiene papeles?", "Medical info", "Medication you take", "Special medical needs",
            "Do you need childcare? What is your immigration status?",
        ]
    )
    func forbiddenBeside(heading: String) async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let sheet = "Name,Phone,What do you need?,\"\(heading)\",Status\nAnn,0151 496 0001,Groceries,SECRETCELL,New"
        let batch = try await ReceiveSheet(.bytes(Array(sheet.utf8))).run(in: world.house, group: world.group, by: .command)
        let (rows, source) = try await world.read { connection, house, group in
            (
                try ImportStore.rows(at: 0, of: batch, in: house, group: group.id, connection) ?? [],
                try ImportStore.source(of: batch, in: house, group: group.id, connection)
            )
        }
        #expect(rows.map(\.cells) == [["Ann", "0151 496 0001", "Groceries", "", "New"]])
        #expect(source?.forbidden.keys.sorted() == [3], "and the workflow's own status is read")
    }

    @Test("of a row that is over for longer than the group keeps people nothing is stored, not even while the sheet waits for a yes")
    func pastWhileWaiting() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let batch = try await ReceiveSheet(.bytes(Array(ImportScene.dirty.utf8))).run(in: world.house, group: world.group, by: .command)
        let (rows, past) = try await world.read { connection, house, group in
            (
                try ImportStore.rows(at: 0, of: batch, in: house, group: group.id, connection) ?? [],
                try ImportStore.source(of: batch, in: house, group: group.id, connection)?.past
            )
        }
        #expect(rows.count == 50 && past == 1)
        #expect(rows.filter(\.isPast) == [.past(line: 42)])
        #expect(rows.allSatisfy { row in row.cells.allSatisfy { !$0.contains("Old One") && !$0.contains("0201") } })
        // Another reading of what is over needs the file again; another heading for the words does not.
        let source = try #require(try await world.read { try ImportStore.source(of: batch, in: $1, group: $2.id, $0) })
        var plan = try #require(ImportPlan(text: source.plan))
        let status = try #require(plan.columns(of: .status).first)
        plan.columns[status] = nil
        let changed = plan
        await #expect(throws: Problem.invalid("file", "import.problem.resend")) {
            try await world.write { try ConfirmImport(batch, plan: changed).run($0, in: $1, group: $2, by: .command) }
        }
        plan.columns[status] = .status
        plan.columns[plan.columns(of: .words)[0]] = .notes
        let fine = plan
        try await world.write { try ConfirmImport(batch, plan: fine).run($0, in: $1, group: $2, by: .command) }
        let done = try await ImportSheet(batch).run(in: world.house, group: world.group, by: .command)
        #expect(done.counts.past == 1)
    }

    @Test("a closed row is forgotten as if it had been closed here on its day")
    func closed() async throws {
        let scene = try await ImportScene()
        let summary = try await scene.run(ImportScene.dirty)
        let done = try #require(try await scene.asks().first { $0.face.alias == "Just Done" })
        // 4 March plus the group's thirty days.
        let closing = Instant(milliseconds: 1_772_625_600_000)
        #expect(done.ask.closedAt == closing)
        let due = try await scene.world.read { connection, _, group in try AskStore.forgottenOn(done.ask.id, in: group.id, connection) }
        #expect(due == closing.day + 30)
        #expect(summary.past == 1)
        #expect(try await scene.asks().allSatisfy { $0.face.alias != "Old One" })
    }

    @Test("a dry run says the same and writes nothing")
    func dryRun() async throws {
        let scene = try await ImportScene()
        let tables = ["ask", "person", "subject", "record_key", "history", "import_batch", "import_chunk", "import_problem", "job"]
        var before: [Int] = []
        for table in tables { before.append(try await scene.count(table)) }
        let dry = try await scene.run(ImportScene.dirty, dryRun: true)
        var after: [Int] = []
        for table in tables { after.append(try await scene.count(table)) }
        #expect(before == after)
        let real = try await scene.run(ImportScene.dirty)
        #expect(dry.skipped.filter { $0.reason != "past" } == real.skipped)
        #expect(dry.skipped.filter { $0.reason == "past" }.map(\.row) == [42])
        #expect(dry.columns == real.columns)
        #expect((dry.asks, dry.past, dry.people, dry.duplicates) == (real.asks, real.past, real.people, real.duplicates))
        #expect(dry.asks + dry.offers + dry.duplicates + dry.skipped.count == dry.rows)
    }

    @Test("every column keeps a name of its own, also where headings come again and look like what such names are made of")
    func namesOfColumns() async throws {
        let scene = try await ImportScene()
        let summary = try await scene.run("A,A (3),A,Name,Phone,What do you need?\n1,2,3,Ola,07700 900123,Milk\n", dryRun: true)
        #expect(summary.headings == ["A", "A (3)", "A (4)", "Name", "Phone", "What do you need?"])
        #expect(Set(summary.columns.keys) == Set(summary.headings))
    }

    @Test("the same file twice is refused until somebody says so")
    func twice() async throws {
        let scene = try await ImportScene()
        _ = try await scene.run(ImportScene.dirty)
        let batches = try await scene.count("import_batch")
        await #expect(throws: Problem.invalid("again", "import.problem.same")) { _ = try await scene.run(ImportScene.dirty) }
        #expect(try await scene.count("import_batch") == batches)
        #expect(try await scene.count("import_chunk") == 0)
        _ = try await scene.run(ImportScene.dirty, again: true)
        #expect(try await scene.count("ask") == 86)
    }

    @Test("two sheets at the same time, and two who work on one, lose and double nothing")
    func together() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let other = ImportScene.dirty.replacing("0151 496 0", with: "0161 496 0").replacing("Neighbour", with: "Other")
        async let first = scene.run(ImportScene.dirty)
        async let second = scene.run(other)
        #expect(try await first.asks == 43)
        #expect(try await second.asks == 43)

        let third = try await ReceiveSheet(.bytes(Array(other.utf8))).run(in: world.house, group: world.group, by: .command)
        try await world.write { transaction, house, group in
            let source = try ImportStore.source(of: third, in: house, group: group.id, transaction)
            let plan = try #require(ImportPlan(text: source?.plan ?? ""))
            try ConfirmImport(third, plan: plan, again: true).run(transaction, in: house, group: group, by: .command)
        }
        // Stopped after the first step, then two at once.
        let half = try await ImportSheet(third).run(in: world.house, group: world.group, by: .command, stop: { true })
        #expect(half.state == .running && half.done == 25)
        async let one = ImportSheet(third).run(in: world.house, group: world.group, by: .command)
        async let two = ImportSheet(third).run(in: world.house, group: world.group, by: .command)
        _ = try await (one, two)
        let batch = try await world.read { connection, _, group in try ImportStore.existing(third, in: group.id, connection) }
        #expect(batch.state == .done && batch.done == 50 && batch.counts.asks == 43 && batch.counts.problems == 6)
        #expect(try await scene.count("ask") == 129)
    }

    @Test("offers make helpers at the first trust step, and an existing person stays one person")
    func offers() async throws {
        let scene = try await ImportScene()
        let sheet = """
            Timestamp,Name,Email,I can help with,Skills,Availability
            1/3/2026,Bea,bea@example.org,"groceries, pets",driving,weekends
            1/3/2026,Cal,cal@example.org,phone calls,,evenings
            """
        let summary = try await scene.run(sheet)
        #expect((summary.offers, summary.people, summary.skipped.count) == (2, 2, 0))
        let helpers = try await scene.world.read { connection, _, group in try HelperStore.all(in: group.id, connection) }
        #expect(helpers.count == 2)
        #expect(helpers.allSatisfy { $0.trust == .new })
        #expect(try await scene.count("message") == 0)
        let offers = try await scene.world.read { connection, house, group in
            try OfferStore.open(at: house.now, size: 1_000, in: group.id, connection)
        }
        // Noon of 1 March 2026 in London, and as long as an offer of today.
        #expect(offers.count == 2 && offers.allSatisfy { $0.createdAt == Instant(milliseconds: 1_772_366_400_000) })
        #expect(offers.allSatisfy { $0.untilAt - World.start > .days(13) })
        let again = try await scene.run("Name,Email,What do you need?\nBea,BEA@example.org,Groceries")
        #expect((again.asks, again.people) == (1, 0))
    }

    @Test("broken encodings, other files and sheets that break off are read or refused, and nothing stays of the refused")
    func broken() async throws {
        let scene = try await ImportScene()
        let latin = Array("Nombre;Teléfono;Qué necesitas\nJos".utf8) + [0xE9] + Array(";+34 612 345 678;Comida".utf8)
        #expect(try await scene.run(latin).asks == 1)
        #expect(try await scene.asks().first?.face.alias == "José")
        let batches = try await scene.count("import_batch")
        let subjects = try await scene.count("subject")
        await #expect(throws: Problem.self) { _ = try await scene.run("Name,Need\nA,\"food\nB,food") }
        await #expect(throws: Problem.invalid("file", "import.problem.notSheet")) { _ = try await scene.run([0x50, 0x4B, 3, 4, 0, 0]) }
        await #expect(throws: Problem.invalid("file", "import.problem.empty")) { _ = try await scene.run("Name,Need\n") }
        await #expect(throws: Problem.invalid("file", "import.problem.empty")) { _ = try await scene.run("") }
        await #expect(throws: Problem.invalid("columns", "import.problem.what")) { _ = try await scene.run("Name,Shoe size\nA,43\nB,44") }
        #expect(try await scene.count("import_batch") == batches)
        #expect(try await scene.count("import_chunk") == 0)
        #expect(try await scene.count("subject") == subjects)
    }

    @Test("a problem row that was mended comes back through its own download")
    func mended() async throws {
        let scene = try await ImportScene()
        let text = "Line,Reason,Name,Phone,What do you need?\n44,'=x,'+Ann,0151 496 0300,Groceries"
        #expect(try await scene.run(text).asks == 1)
        #expect(try await scene.asks().first?.face.alias == "+Ann")
    }

    @Test("20,000 rows are streamed from a file piece by piece, told as they go, and most of them only counted", .timeLimit(.minutes(15)))
    func large() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let path = world.folder + "/large.csv"
        var text = "Timestamp,Name,Phone,What do you need?,Status\n"
        for number in 0..<20_000 {
            let isLive = number % 100 == 0
            text +=
                "\(1 + number % 9)/3/\(isLive ? 2026 : 2021),N\(number),0151 \(4_000_000 + number),Groceries \(number),\(isLive ? "New" : "Done")\n"
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let size = text.utf8.count
        let steps = Mutex<[ImportCommand.Step]>([])
        let summary = try await ImportCommand.run(
            .file(path: path), in: world.house, group: world.group, progress: { step in steps.withLock { $0.append(step) } }
        )
        #expect((summary.rows, summary.asks, summary.past, summary.skipped.count) == (20_000, 200, 19_800, 0))
        var read: [Int] = []
        var taken: [Int] = []
        for step in steps.withLock({ $0 }) {
            switch step {
            case .reading(let done, let all):
                #expect(all == size && taken.isEmpty)
                read.append(done)
            case .rows(let done, let all):
                #expect(all == 20_000)
                taken.append(done)
            }
        }
        // As many pieces as 64 KiB make of it, and none larger: the file is never in memory as a whole.
        #expect(read.count == (size + 65_535) / 65_536 && read.last == size)
        #expect(zip([0] + read, read).allSatisfy { $0 < $1 && $1 - $0 <= 65_536 })
        #expect(taken.last == 20_000 && zip(taken, taken.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("a job works for a while and asks for itself again, until the sheet is done; a crash in between repeats nothing")
    func stretches() async throws {
        let scene = try await ImportScene()
        let world = scene.world
        let batch = try await ReceiveSheet(.bytes(Array(ImportScene.dirty.utf8))).run(in: world.house, group: world.group, by: .command)
        try await world.write { transaction, house, group in
            let source = try ImportStore.source(of: batch, in: house, group: group.id, transaction)
            let plan = try #require(ImportPlan(text: source?.plan ?? ""))
            try ConfirmImport(batch, plan: plan).run(transaction, in: house, group: group, by: .command)
        }
        let runner = JobRunner(database: world.database, work: [ImportJob.kind: ImportJob.work(in: world.house, patience: .zero)])
        world.time.move(by: .seconds(6))
        // Each stretch takes one step of at most 25 rows, so there are several jobs.
        let count = try await runner.runDue(time: world.house.time)
        #expect(count >= 2)
        let done = try await world.read { connection, _, group in try ImportStore.existing(batch, in: group.id, connection) }
        #expect(done.state == .done && done.done == 50 && done.counts.asks == 43)
        #expect(try await runner.runDue(time: world.house.time) == 0)
    }
}
