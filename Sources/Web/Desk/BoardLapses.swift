import Alongside
import Kernel
import Markup
import Storage
import Words

/// Holds that ran out: a notice at the head of the board until somebody has seen it or done something about the ask, and a word in the ask's row.
struct BoardLapses: Sendable {
    /// How many the notice names; the others are counted.
    static let named = 3

    private let all: [LapsedHold]
    private let faces: [ID<Ask>: AskFace]
    private let names: [ID<Person>: String]

    init(_ visit: Visit, _ connection: any Connection) throws {
        let (house, group) = (visit.house, visit.group.id)
        all = try LapsedHoldStore.unseen(in: group, connection)
        var faces: [ID<Ask>: AskFace] = [:]
        for lapse in all.prefix(Self.named) where faces[lapse.ask] == nil {
            let key = try house.vault.key(of: lapse.ask.subject, in: group, connection)
            faces[lapse.ask] = try AskStore.sealed(of: lapse.ask, key: key, in: house, group: group, connection).face
        }
        self.faces = faces
        names = try PersonStore.cards(
            of: Set(all.map(\.helper) + all.compactMap(\.next)).sorted(), in: house, group: group, connection
        ).mapValues(\.alias)
    }

    /// Who did not answer in time about this ask; nil when there is nothing to announce.
    func names(of ask: ID<Ask>, _ say: Wording) -> String? {
        let late = all.filter { $0.ask == ask }.map { name($0.helper, say) }
        return late.isEmpty ? nil : say.list(late)
    }

    func notice(_ visit: Visit) -> HTML {
        let say = visit.say
        guard let newest = all.first else { return .empty }
        let rows = HTML.each(Array(all.prefix(Self.named))) { lapse in
            let words: [String: Argument] = [
                "name": .text(name(lapse.helper, say)), "next": .text(lapse.next.map { name($0, say) } ?? ""),
            ]
            let sentence = lapse.next == nil ? say("board.lapsed.nobody", words) : say("board.lapsed.next", words)
            let word = faces[lapse.ask]?.codeWord ?? ""
            return "<li><a href=\"\(href: visit.to(DeskSite.ask(lapse.ask.text)))\"><bdi>\(word)</bdi></a> · \(sentence)</li>"
        }
        let others = all.count - Self.named
        let more: HTML = HTML.when(others > 0) { "<li>\(say("board.lapsed.more", ["count": .count(others)]))</li>" }
        let seen: HTML = HTML.when(visit.actor.may(.match)) {
            Form(
                to: visit.to(DeskSite.lapses), hidden: visit.hidden + [(name: "until", value: String(newest.at.milliseconds))],
                Button(say("board.lapsed.seen"), .secondary, wide: false).html
            ).html
        }
        return Notice(.waiting, title: say("board.lapsed", ["count": .count(all.count)]), html: "<ul>\(rows)\(more)</ul>\(seen)").html
    }

    private func name(_ id: ID<Person>, _ say: Wording) -> String { names[id] ?? say("desk.someone") }
}

/// Somebody has seen which holds ran out.
struct LapsesSeen: Action {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer {
        guard let until = Int64(form["until"]) else { throw Problem.invalid("until", "problem.choice") }
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        try await house.database.write { transaction in
            try SeeLapses(until: Instant(milliseconds: until)).run(transaction, in: house, group: group, by: actor)
        }
        return .go(visit.to(.board(BoardFilter())))
    }
}
