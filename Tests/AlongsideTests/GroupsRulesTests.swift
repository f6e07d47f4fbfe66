import Alongside
import Kernel
import Storage
import TestKit
import Testing

@Suite struct GroupsRulesTests {
    static func change(
        _ world: World, _ member: World.Member = .rosa, shown: Group? = nil, _ edit: @Sendable @escaping (inout ChangeRules.Input) -> Void
    ) async throws -> ID<Undo> {
        let actor = world.actor(member)
        let before = shown ?? world.group
        return try await world.write { transaction, house, group in
            var input = ChangeRules.Input(before)
            edit(&input)
            return try ChangeRules(input, shown: ShownVersion.of(before.ruleFields)).run(transaction, in: house, group: group.id, by: actor)
        }
    }

    static func stored(_ world: World) async throws -> Group {
        try await world.read { connection, _, group in try #require(try GroupStore.with(id: group.id, connection)) }
    }

    @Test("rules are changed, leave a history row, and can be taken back")
    func changed() async throws {
        let world = try await World()
        let undo = try await Self.change(world) {
            $0.name = "River & Mill"
            $0.retentionDays = 14
            $0.nightFrom = 23 * 60
            $0.groupPhone = "+442079460000"
        }
        let after = try await Self.stored(world)
        #expect(after.name == "River & Mill" && after.retentionDays == 14 && after.nightFrom == 1_380 && after.groupPhone == "+442079460000")

        let rosa = world.actor(.rosa)
        world.time.move(by: .seconds(1))
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        #expect(try await Self.stored(world).ruleFields == world.group.ruleFields)
        let verbs = try await world.read { connection, house, group in
            try History.of(group.id.named(), key: nil, in: house, group: group.id, connection).map(\.verb)
        }
        #expect(verbs == [.rulesChanged, .undone])
    }

    @Test("the second of two people who change the rules at once is told, and nothing is written over")
    func twoAtOnce() async throws {
        let world = try await World()
        _ = try await Self.change(world) { $0.weeklyLimit = 3 }
        let problem = await #expect(throws: Problem.self) { _ = try await Self.change(world, shown: world.group) { $0.weeklyLimit = 9 } }
        #expect(problem?.kind == .conflict && problem?.key == "problem.changed")
        #expect(try await Self.stored(world).weeklyLimit == 3)
    }

    @Test(
        "a rule out of its bounds is said beside its field",
        arguments: [
            ("retention", 2), ("retention", 61), ("urgent", 4), ("normal", 2_881), ("weekly", 51), ("silence", 0), ("weekday", 8),
        ])
    func bounds(field: String, value: Int) async throws {
        let world = try await World()
        let problem = await #expect(throws: Problem.self) {
            _ = try await Self.change(world) { input in
                switch field {
                case "retention": input.retentionDays = value
                case "urgent": input.urgentHoldMinutes = value
                case "normal": input.normalHoldMinutes = value
                case "weekly": input.weeklyLimit = value
                case "silence": input.silenceHours = value
                default: input.firstWeekday = value
                }
            }
        }
        #expect(problem?.field == field)
    }

    @Test("only an organiser changes the rules", arguments: [World.Member.omar, .tessa, .ines])
    func whoMay(member: World.Member) async throws {
        let world = try await World()
        let problem = await #expect(throws: Problem.self) { _ = try await Self.change(world, member) { $0.weeklyLimit = 1 } }
        #expect(problem?.kind == .forbidden)
    }

    @Test("the currency stays once money has moved")
    func currency() async throws {
        let world = try await World()
        let rosa = world.id(.rosa)
        try await world.write { transaction, house, group in
            try transaction.execute(
                """
                INSERT INTO receipt (group_id, receipt_id, payee_id, amount_minor, currency, state, submitted_at)
                VALUES ($1, $2, $3, 100, 'GBP', 'submitted', 0)
                """,
                [group.id.stored, house.newID(Receipts.self).stored, rosa.stored]
            )
        }
        let problem = await #expect(throws: Problem.self) { _ = try await Self.change(world) { $0.currency = .eur } }
        #expect(problem?.field == "currency")
    }

    private enum Receipts {}

    @Test("the group's number stays as long as somebody's ask stands who said that they will call, also when a change is taken back")
    func callers() async throws {
        let scene = try await AskScene()
        let world = scene.world
        var ids: [ID<Ask>] = []
        for name in ["Amina", "Zed"] { ids.append(try await scene.open(scene.input(alias: name, contact: .calls)).ask) }
        _ = try await scene.open()
        let refused = await #expect(throws: Problem.self) { _ = try await Self.change(world) { $0.groupPhone = nil } }
        #expect(refused == .invalid("phone", "settings.problem.callers", ["count": "2"]))
        _ = try await Self.change(world) { $0.groupPhone = "+442079460111" }

        let omar = world.actor(.omar)
        for id in ids {
            try await world.write { transaction, house, group in
                _ = try CloseAsk(id, reason: .elsewhere).run(transaction, in: house, group: group, by: omar)
            }
        }
        let other = try await Self.stored(world)
        _ = try await Self.change(world, shown: other) { $0.groupPhone = nil }
        #expect(try await Self.stored(world).groupPhone == nil)

        // A number that came a moment ago, and somebody who will call it.
        let without = try await Self.stored(world)
        let undo = try await Self.change(world, shown: without) { $0.groupPhone = "+442079460222" }
        _ = try await scene.open(scene.input(alias: "Late", contact: .calls))
        let rosa = world.actor(.rosa)
        let problem = await #expect(throws: Problem.self) {
            try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        }
        #expect(problem?.key == "settings.problem.callers")
        #expect(try await Self.stored(world).groupPhone == "+442079460222")
    }

    // MARK: The scope dial

    private func turn(_ world: World, _ input: SetScope.Input) async throws -> ID<Undo> {
        let actor = world.actor(.rosa)
        return try await world.write { transaction, house, group in
            try SetScope(input, shown: ShownVersion.of(world.group.scopeFields)).run(transaction, in: house, group: group.id, by: actor)
        }
    }

    @Test("a pause needs a message in every language of the group and a day on which it ends")
    func pause() async throws {
        let world = try await World()
        let until = world.now + .days(7)
        let missing = await #expect(throws: Problem.self) { _ = try await turn(world, .init(scope: .paused)) }
        #expect(Set((missing?.each ?? []).compactMap(\.field)) == ["paused-en", "paused-es", "paused-ar", "until"])

        try await world.write { transaction, _, group in
            try GroupTextStore.save(GroupText(.paused, .english, "Back on Tuesday."), in: group.id, transaction)
        }
        let rest = await #expect(throws: Problem.self) { _ = try await turn(world, .init(scope: .paused, pausedUntil: until)) }
        #expect(Set((rest?.each ?? []).compactMap(\.field)) == ["paused-es", "paused-ar"])
        let blank = await #expect(throws: Problem.self) {
            _ = try await turn(world, .init(scope: .paused, pausedUntil: until, messages: [.spanish: " ", .arabic: "نعود الثلاثاء."]))
        }
        #expect((blank?.each ?? []).compactMap(\.field) == ["paused-es"])
        #expect(try await Self.stored(world).scope == .open)
        let suggested = try #require(SetScope.suggestion(in: .spanish, world.house.catalogs))
        _ = try await turn(world, .init(scope: .paused, pausedUntil: until, messages: [.spanish: suggested, .arabic: "نعود الثلاثاء."]))
        let group = try await Self.stored(world)
        #expect(group.scope(at: world.now) == .paused)
        #expect(group.scope(at: until) == .open, "a pause ends by itself")
        let texts = try await world.read { connection, _, group in try GroupTextStore.all(in: group.id, connection) }
        #expect(SetScope.missingLanguages(group, texts: texts).isEmpty)
        let marks = Dictionary(uniqueKeysWithValues: texts.map { ($0.language, $0.mark) })
        #expect(marks == [.english: .human, .spanish: .machine, .arabic: .human], "what nobody changed is a machine's")
        let polish = try #require(LanguageTag("pl"))
        #expect(SetScope.suggestion(in: polish, world.house.catalogs) == nil, "no words in a language that it does not speak")
    }

    @Test("during a pause no language of the group loses its message")
    func noneLost() async throws {
        let world = try await World()
        let words: [LanguageTag: String] = [.english: "Back soon.", .spanish: "Volvemos pronto.", .arabic: "نعود قريبًا."]
        _ = try await turn(world, .init(scope: .paused, pausedUntil: world.now + .days(7), messages: words))
        let actor = world.actor(.rosa)
        let shown = ShownVersion.of(SaveWords.fields(GroupText(.paused, .spanish, "Volvemos pronto.")))
        let problem = await #expect(throws: Problem.self) {
            try await world.write { transaction, house, group in
                _ = try SaveWords(.init(name: .paused, language: .spanish, text: ""), shown: shown).run(
                    transaction, in: house, group: group.id, by: actor)
            }
        }
        #expect(problem?.field == "text")
    }

    @Test(
        "which asks the scope dial lets in",
        arguments: [
            (Group.Scope.open, false, false, true), (.essentials, false, true, false), (.essentials, true, false, true),
            (.existing, true, false, false),
            (.existing, false, true, true), (.paused, true, true, false),
        ])
    func takes(scope: Group.Scope, essential: Bool, isKnown: Bool, expected: Bool) async throws {
        let world = try await World()
        var group = world.group
        group.scope = scope
        group.pausedUntil = world.now + .days(1)
        let category = world.category(essential ? "groceries" : "pets")
        #expect(group.takes(category, isKnown: isKnown, at: world.now) == expected)
    }

    // MARK: Words and kinds of help

    @Test("a text is kept per language with who wrote it; an empty one takes it away, and undo brings it back")
    func words() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        func save(_ text: String, shown: GroupText?) async throws -> ID<Undo> {
            try await world.write { transaction, house, group in
                let input = SaveWords.Input(name: .welcome, language: .arabic, text: text, mark: .machine)
                return try SaveWords(input, shown: ShownVersion.of(SaveWords.fields(shown))).run(transaction, in: house, group: group.id, by: rosa)
            }
        }
        _ = try await save("أهلًا\nبكم", shown: nil)
        let kept = GroupText(.welcome, .arabic, "أهلًا\nبكم", mark: .machine)
        let undo = try await save("", shown: kept)
        try await world.write { transaction, house, group in try UndoSetting(undo).run(transaction, in: house, group: group.id, by: rosa) }
        let best = try await world.read { connection, _, group in try GroupTextStore.best(.welcome, for: .spanish, in: group, connection) }
        #expect(best == kept, "a reader of another language gets the one that there is")
        await #expect(throws: Problem.self) { _ = try await save("x", shown: nil) }
    }

    @Test("0.2 (web) a kind of help is added, renamed in one language, retired, and put back")
    func category() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        func save(_ input: SaveCategory.Input, shown: Category? = nil) async throws -> (category: ID<Category>, undo: ID<Undo>) {
            try await world.write { transaction, house, group in
                try SaveCategory(input, shown: shown.map { ShownVersion.of($0.fields) }).run(transaction, in: house, group: group.id, by: rosa)
            }
        }
        func all(_ activeOnly: Bool = true) async throws -> [Category] {
            try await world.read { connection, _, group in try CategoryStore.all(in: group.id, activeOnly: activeOnly, connection) }
        }
        let added = try await save(
            .init(names: [.english: "Plant care", .spanish: "Plantas"], emoji: "🪴", kind: .errand, essential: false, minutes: 20))
        let plants = try #require(try await all().last)
        #expect(plants.id == added.category && plants.names[.spanish] == "Plantas")

        let retired = try await save(
            .init(
                id: plants.id, names: [.english: "Plant care", .spanish: ""], emoji: "", kind: .errand, essential: true, minutes: 25, active: false),
            shown: plants
        )
        #expect(try await all().contains { $0.id == plants.id } == false)
        let after = try #require(try await all(false).first { $0.id == plants.id })
        #expect(after.names == [.english: "Plant care"], "an emptied name goes, others stay")
        try await world.write { transaction, house, group in try UndoSetting(retired.undo).run(transaction, in: house, group: group.id, by: rosa) }
        #expect(try await all().first { $0.id == plants.id }?.fields == plants.fields)

        let twice = await #expect(throws: Problem.self) {
            _ = try await save(.init(names: [.english: "plant CARE"], emoji: "", kind: .other, essential: false, minutes: 20))
        }
        #expect(twice?.field == "name-en")
    }

    @Test("0.2 (web) a kind of help that gets another name is not called by its old one in a language that the group does not speak")
    func renamed() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let groceries = world.category("groceries").id
        func change(_ name: String, minutes: Int) async throws -> [LanguageTag: String] {
            try await world.write { transaction, house, group in
                var group = group
                group.languages = [.english]
                try GroupStore.update(group, transaction)
                var before = try #require(try CategoryStore.with(id: groceries, in: group.id, transaction))
                before.names[.spanish] = "Compras"
                try CategoryStore.save(before, in: group.id, transaction)
                let input = SaveCategory.Input(
                    id: groceries, names: [.english: name], emoji: "🧺", kind: .shopping, essential: true, minutes: minutes)
                try SaveCategory(input, shown: .of(before.fields)).run(transaction, in: house, group: group.id, by: rosa)
                return try #require(try CategoryStore.with(id: groceries, in: group.id, transaction)).names
            }
        }
        #expect(try await change("Groceries", minutes: 45) == [.english: "Groceries", .spanish: "Compras"])
        #expect(try await change("Food boxes", minutes: 45) == [.english: "Food boxes"])
    }

    @Test("kinds of help are moved up and down")
    func order() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let pets = world.category("pets").id
        try await world.write { transaction, house, group in
            for _ in 0..<9 { try MoveCategory(pets, .up).run(transaction, in: house, group: group.id, by: rosa) }
        }
        let names = try await world.read { connection, _, group in try CategoryStore.all(in: group.id, connection).map(\.nameKey) }
        #expect(names.first == "pets" && names.count == 5)
    }

    @Test("0.1 settings of another group are not there")
    func otherGroup() async throws {
        let world = try await World()
        let rosa = world.actor(.rosa)
        let other = try await world.write { transaction, house, _ in try World.found(house, "hilltop", transaction) }
        let theirs = try #require(other.1["pets"])
        let theirZone = try #require(other.2["Mill Lane"])
        try await world.write { transaction, house, group in
            #expect(throws: Problem.self) { try MoveCategory(theirs.id, .up).run(transaction, in: house, group: group.id, by: rosa) }
            #expect(throws: Problem.self) { try RemoveZone(theirZone.id, asks: .keep).run(transaction, in: house, group: group.id, by: rosa) }
            let input = SaveCategory.Input(id: theirs.id, names: [.english: "Mine"], emoji: "", kind: .other, essential: false, minutes: 30)
            #expect(throws: Problem.self) {
                try SaveCategory(input, shown: ShownVersion.of(theirs.fields)).run(transaction, in: house, group: group.id, by: rosa)
            }
        }
    }
}
