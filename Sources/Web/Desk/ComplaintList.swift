import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

/// What went wrong for neighbours, without what is about the reader.
struct ComplaintList: Page {
    struct Row: Sendable {
        let complaint: Complaint
        let taker: String?
        let codeWord: String?
    }

    func load(_ visit: Visit, _ connection: any Connection) throws -> [Row] {
        let (house, group) = (visit.house, visit.group.id)
        let complaints = try ComplaintStore.all(in: group, notAbout: visit.person, connection)
        let cards = try PersonStore.cards(of: complaints.compactMap(\.takenBy), in: house, group: group, connection)
        return try complaints.map { complaint in
            Row(
                complaint: complaint, taker: complaint.takenBy.flatMap { cards[$0]?.alias },
                codeWord: try ComplaintParts.face(of: complaint, house, group, connection)?.codeWord
            )
        }
    }

    func view(_ rows: [Row], _ visit: Visit) -> Sheet {
        let say = visit.say
        let list: HTML =
            rows.isEmpty
            ? EmptyState(title: say("complaint.empty.title"), say("complaint.empty")).html
            : RowList(
                rows.map { row in
                    RowList.Row(
                        ComplaintParts.pill(row.complaint, say), row.codeWord ?? say("complaint.forgotten"),
                        place: say.dayAndTime(row.complaint.openedAt, zone: visit.zone, now: visit.now),
                        detail: row.taker.map { say("complaint.takenBy", ["name": .text($0)]) } ?? say("complaint.takenByNobody"), trailing: "",
                        to: visit.to(DeskSite.complaint(row.complaint.id.text)), isCurrent: false
                    )
                }
            ).html
        return Sheet(
            say("complaint.title"), frame: .desk, layout: .settings,
            content: "<h1>\(say("complaint.title"))</h1><p class=\"lead\">\(say("complaint.lead"))</p>\(list)"
        )
    }
}

/// What both pages of complaints show.
enum ComplaintParts {
    static func pill(_ complaint: Complaint, _ say: Wording) -> Pill {
        Pill(
            say.family("complaint.state", complaint.state.rawValue),
            complaint.state == .open ? .brick : complaint.state == .taken ? .marigold : .spruce)
    }

    /// The face of the ask; nil once it is forgotten.
    static func face(of complaint: Complaint, _ house: House, _ group: ID<Group>, _ connection: any Connection) throws -> AskFace? {
        do {
            let key = try house.vault.key(of: complaint.ask.subject, in: group, connection)
            return try AskStore.sealed(of: complaint.ask, key: key, in: house, group: group, connection).face
        } catch let problem as Problem where problem.kind == .missing {
            return nil
        }
    }
}
