import Alongside
import Kernel
import Markup
import Storage
import Words

/// Everything that waits to be sent by hand: urgent first, each with its text and one key to mark it sent. Numbers are opened one by one.
struct SendQueue: Page {
    var problem: Problem?
    /// The message whose number was just opened stands first.
    var opened: ID<Message>?
    var openedWords: MessageWords?

    /// How many are shown at once.
    static let shown = 30

    struct Model: Sendable {
        let rows: [Row]
        let count: Int
        /// What is not due yet, and when the first of it is.
        let resting: (count: Int, next: Instant)?
        /// The first of those, with whom they go to.
        let restingRows: [Row]
    }

    struct Row: Sendable {
        let message: Message
        let words: MessageWords
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> Model {
        let (house, group) = (visit.house, visit.group)
        var messages = try MessageStore.toSend(at: visit.now, in: group, limit: Self.shown, connection)
        if let opened {
            // Its number was opened and that is noted: it is shown, though the night began meanwhile.
            let first = try messages.first { $0.id == opened } ?? MessageStore.with(id: opened, in: group.id, connection)
            messages = [first].compactMap { $0 } + messages.filter { $0.id != opened }
        }
        func row(_ message: Message) throws -> Row? {
            try MessageStore.words(of: message, in: house, group: group.id, connection).map { Row(message: message, words: $0) }
        }
        return Model(
            rows: try messages.compactMap(row), count: try MessageStore.toSendCount(at: visit.now, in: group, connection),
            resting: try MessageStore.resting(at: visit.now, in: group, connection),
            restingRows: try MessageStore.allResting(at: visit.now, in: group, limit: Self.shown, connection).compactMap(row)
        )
    }

    func view(_ model: Model, _ visit: Visit) -> Sheet {
        let say = visit.say
        let cards = HTML.each(Array(model.rows.enumerated())) { index, row in
            SendCard(row: row, isFirst: index == 0, opened: row.message.id == opened ? openedWords : nil, visit: visit).html
        }
        let content: HTML =
            model.rows.isEmpty
            ? empty(model, visit)
            : "<p class=\"lead\">\(say("send.lead", ["count": .count(model.count)]))</p>\(cards)"
        return Sheet(
            say("send.title"), frame: .desk, layout: .settings, scripts: ["copy.js", "keys.js"],
            content: """
                <h1>\(say("send.title"))</h1>\(Problems.summary(Typed(nil, problem), visit))\(undo(visit))\(content)\(resting(model, visit))\
                \(KeyList([("s", say("send.key.sent")), ("o", say("send.key.open")), ("c", say("send.key.copy")), ("u", say("send.key.undo"))], say: say))
                """
        )
    }

    /// Nothing to send now is not the same as nothing that waits.
    private func empty(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        guard model.resting == nil else { return "<p class=\"lead\">\(say("send.empty.now"))</p>" }
        return EmptyState(title: say("send.empty.title"), say("send.empty")).html
    }

    /// What rests, and to whom it goes: whoever wants it sooner can ring them.
    private func resting(_ model: Model, _ visit: Visit) -> HTML {
        let say = visit.say
        return HTML.when(model.resting) { resting in
            let words: [String: Argument] = [
                "count": .count(resting.count), "time": .made(say.dayAndTime(resting.next, zone: visit.zone, now: visit.now)),
            ]
            let rows = HTML.each(model.restingRows) { row in
                let until = row.message.restsUntil(at: visit.now, in: visit.group) ?? resting.next
                return """
                    <li><strong><bdi>\(row.words.alias)</bdi></strong> <span class="detail">\(say.family("send.kind", row.message.kind.rawValue)) · \
                    \(say.dayAndTime(until, zone: visit.zone, now: visit.now))</span></li>
                    """
            }
            return Notice(
                .waiting,
                html: """
                    <p>\(model.rows.isEmpty ? say("send.resting.only", words) : say("send.resting", words))</p>\
                    \(Disclosure(say("send.resting.who"), open: model.restingRows.count <= 3, "<ul>\(rows)</ul>"))
                    """
            ).html
        }
    }

    private func undo(_ visit: Visit) -> HTML {
        guard let undo = OwnLink.undo(visit) else { return .empty }
        return UndoBar(
            visit.say("send.done"), to: visit.to(.messages), hidden: visit.hidden + [(name: "undo", value: undo.id.text)],
            until: visit.say.time(undo.until, zone: visit.zone), say: visit.say
        ).html
    }
}

/// One message. The first of the page has the keys.
struct SendCard: Component {
    let row: SendQueue.Row
    let isFirst: Bool
    /// With number and address; nil until they are opened.
    let opened: MessageWords?
    let visit: Visit

    private var say: Wording { visit.say }
    private var id: String { row.message.id.text }

    var html: HTML {
        let message = row.message
        let pills: HTML = """
            \(HTML.when(message.urgent) { Pill(say("send.urgent"), .brick).html })\
            \(HTML.when(message.state == .unsure) { Pill(say("send.unsure"), .marigold).html })
            """
        let unsure: HTML = HTML.when(message.state == .unsure) { Notice(.waiting, say("send.unsure.lead")).html }
        return """
            <section class="card" data-message="\(id)"><div class="card-head"><h2><bdi>\(row.words.alias)</bdi></h2>\(pills)\
            <span class="detail">\(say.family("send.kind", message.kind.rawValue)) · \(say.languageNameHere(message.language)) · \(say.away(message.createdAt, now: visit.now))</span></div>\
            \(unsure)\(words)\
            \(HTML.when(opened != nil) { contact })\(actions)</section>
            """
    }

    /// An asker's own page shows their street and number: its link stands here only when they were opened, which leaves a row. Until then the text
    /// is there to be read: sent without its link it leads nowhere.
    private var words: HTML {
        guard hidesLink, let link = row.words.link else {
            return CopyBox(id: "text-\(id)", label: say("send.text"), text: row.words.text, key: isFirst ? "c" : nil, say: say).html
        }
        return """
            <p class="detail">\(say("send.linkHidden"))</p>\(Paragraphs(row.words.text.replacing(link, with: "…")))
            """
    }

    private var hidesLink: Bool { opened == nil && row.message.hidesLink(of: row.words) }

    private var contact: HTML {
        guard let opened else {
            return Form(
                to: visit.to(.messageDo(id, .open)), hidden: visit.hidden, inline: true,
                Button(say("send.open"), .secondary, key: isFirst ? "o" : nil, about: row.words.alias).html
            ).html
        }
        var lines: [HTML] = []
        if let phone = opened.phone {
            lines.append(
                """
                <p class="actions"><span class="code" dir="ltr">\(phone)</span> \(ButtonLink(say("send.sms"), to: .message(to: phone, text: opened.text)))\
                \(ButtonLink(say("send.call"), to: .telephone(phone)))</p>
                """
            )
        }
        if let email = opened.email {
            lines.append(
                """
                <p class="actions"><span class="code" dir="ltr">\(email)</span> \
                \(ButtonLink(say("send.mail"), to: .mail(to: email, subject: say("send.subject", ["group": .text(visit.group.name)]), text: opened.text)))</p>
                """
            )
        }
        if let other = opened.otherContact { lines.append("<p>\(say("send.other")) <bdi>\(other)</bdi></p>") }
        if lines.isEmpty { lines.append("<p>\(say(visit.group.canBeCalled ? "send.noContact" : "send.noContact.noPhone"))</p>") }
        return Notice(.info, title: say("send.opened"), live: true, html: HTML.lines(lines)).html
    }

    private var actions: HTML {
        """
        <div class="actions">\(HTML.when(opened == nil) { contact })\(HTML.when(!hidesLink) { sent })\(skip("later", say("send.later")))\(skip("drop", say("send.drop")))</div>
        """
    }

    private var sent: HTML {
        Form(
            to: visit.to(.messageDo(id, .sent)), hidden: visit.hidden, inline: true,
            Button(say("send.sent"), key: isFirst ? "s" : nil, about: row.words.alias, wide: false).html
        ).html
    }

    private func skip(_ step: String, _ label: String) -> HTML {
        Form(
            to: visit.to(.messageDo(id, .skip)), hidden: visit.hidden + [(name: "do", value: step)], inline: true,
            Button(label, .quiet, about: row.words.alias).html
        ).html
    }
}
