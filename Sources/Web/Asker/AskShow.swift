import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// The asker's private page: the code word, where it stands, what happens next, who saw what, and what they can do.
struct AskShow: Page {
    struct Model: Sendable {
        let ask: Ask
        let face: AskFace
        let details: AskDetails
        let kind: String
        let needsDoor: Bool
        let winner: Match?
        let helper: String?
        /// What whoever does it, or did it, has marked on the list.
        let bought: [MatchNotes.Bought]
        let wait: HonestWait
        /// How far the group is behind with reading; only while nobody has read this ask.
        let behind: Span?
        let seen: [Seen]
        let thanks: Thanks?
        let followUp: FollowUp?
        let complaints: [Complaint]
        let forgottenOn: Day?
    }

    /// Somebody opened something of this ask.
    struct Seen: Sendable {
        let name: String
        let field: Reveal.Field
        let at: Instant
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        let ask = try OwnLink.ask(visit, connection)
        let (face, details) = try OwnLink.sealed(of: ask, visit, connection)
        let category = try visit.house.categories.with(id: ask.category, in: group, connection)
        let matches = try MatchStore.present(of: ask, in: group.id, connection)
        let winner = matches.last { $0.state.isPromise || $0.state == .done }
        let reveals = try Reveal.of(ask.id.subject, in: group.id, connection)
        let key = try visit.linkedSubjectKey(connection)
        let cards = try PersonStore.cards(of: reveals.map(\.person) + [winner?.helper].compactMap { $0 }, in: house, group: group.id, connection)
        return Model(
            ask: ask, face: face, details: details, kind: category?.name(in: visit.say.language, group: group) ?? visit.say("ask.kind.other"),
            needsDoor: category?.kind.needsDoor ?? true, winner: winner, helper: winner.flatMap { cards[$0.helper]?.firstName },
            bought: try winner.map { try MatchStore.notes(of: $0, key: key, in: house, group: group.id, connection).bought } ?? [],
            wait: try HonestWait.of(ask.category, at: visit.now, in: group, connection),
            behind: ask.state == .new ? try HonestWait.behind(at: visit.now, in: group, connection) : nil,
            seen: reveals.map { Seen(name: cards[$0.person]?.firstName ?? visit.say("asker.someone"), field: $0.field, at: $0.at) },
            thanks: try ThanksStore.of(ask.id, in: group.id, connection), followUp: try FollowUpStore.of(ask.id, in: group.id, connection),
            complaints: try ComplaintStore.of(ask.id, in: group.id, connection),
            forgottenOn: try AskStore.forgottenOn(ask.id, in: group.id, connection)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let standing = AskStanding(model, visit)
        return Sheet(
            say.family("asker.title", standing.name), scripts: ["copy.js"],
            content: """
                \(undo(model, visit))\(saved(visit))\(CodeWordCard(model.face.codeWord, latin: model.face.codeWordLatin, sentence: say("asker.codeWord"), say: say))\
                \(ForSomebody.notice(model, visit))<h1>\(say.family("asker.title", standing.name))</h1><p class="lead">\(standing.next)</p>\
                \(standing.wait.map { "<p>\($0)</p>" as HTML })\
                \(AskThread(AskSteps.steps(model, visit), label: say("asker.thread"), say: say))\
                \(AskAfterwards(model: model, visit: visit))\(AskBought(model: model, visit: visit))\(AskActions(model: model, visit: visit))\(AskSeen(model: model, visit: visit))\
                \(AskTold(model: model, visit: visit))\(keep(visit))\
                \(Disclosure(say("asker.crisis"), CrisisLines.card(visit)))
                """
        )
    }

    /// "You took it back", with the way back for ten minutes.
    private func undo(_ model: Model, _ visit: Visit) -> HTML {
        guard model.ask.closing == .withdrawn, let undo = OwnLink.undo(visit) else { return .empty }
        return UndoBar(
            visit.say("asker.withdrawn.done"), to: visit.to(LinkSite.undo(undo.id.text)), hidden: visit.hidden,
            until: visit.say.time(undo.until, zone: visit.zone), say: visit.say
        ).html
    }

    /// The details were saved; they stand below as they are now.
    private func saved(_ visit: Visit) -> HTML {
        HTML.when(visit.request.query["saved"] != nil) { Notice(.kind, visit.say("ask.details.saved")).html }
    }

    /// How to come back to this page.
    private func keep(_ visit: Visit) -> HTML {
        guard let token = visit.link?.token.text else { return .empty }
        return """
            <section><h2>\(visit.say("asker.keep.title"))</h2><p>\(visit.say("asker.keep"))</p>\
            \(CopyBox(id: "own-link", label: visit.say("asker.keep.label"), text: visit.address(of: .link(token: token, .page)), say: visit.say))\
            \(PersonalCopyFile.link(visit))</section>
            """
    }
}
