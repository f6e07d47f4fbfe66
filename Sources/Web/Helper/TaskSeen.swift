import Alongside
import Kernel
import Markup
import Storage

/// The picture of nothing on the page of an offer. A browser that shows the page fetches it, with scripts or without; what only looks for a preview does
/// not. So whoever fetches it has been told of the offer.
struct TaskSeen: NotedDownload {
    private static let nothing = Array("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".utf8)

    func load(_ visit: Visit, _ connection: any Connection) throws -> (type: String, name: String?, bytes: [UInt8]) {
        ("image/svg+xml", nil, Self.nothing)
    }

    func note(_ visit: Visit) async throws {
        let (match, reader) = (try TaskModel.id(visit), visit.person)
        let (house, group, actor) = (visit.house, visit.group, visit.actor)
        guard try await house.database.read({ try NoteOpened.isDue(match, for: reader, in: group.id, $0) }) else { return }
        try await house.database.write { _ = try NoteOpened(match).run($0, in: house, group: group, by: actor) }
    }

    /// On the page of an offer of which its reader counts as not told yet.
    static func mark(_ model: TaskModel, _ visit: Visit) -> HTML {
        guard model.standing == .proposed, model.match.toldAt == nil else { return .empty }
        return "<img src=\"\(href: visit.to(LinkSite.seen))\" alt=\"\" width=\"1\" height=\"1\">"
    }
}
