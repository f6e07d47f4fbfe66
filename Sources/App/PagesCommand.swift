import Alongside
import Foundation
import Kernel
import Simulation
import Storage
import Web

/// `alongside pages`: one real address for every page that there is, for tests and pictures. Only for folders that `demo` made, because private links
/// are made for it.
public struct PagesCommand: FolderCommand {
    public static let name = "pages"

    let json: Bool

    public init(json: Bool) { self.json = json }

    /// One page of the list, as it is written.
    struct Line: Codable, Sendable {
        let name: String
        let path: String
        /// Nil for everybody.
        let role: String?
        /// The group's part of the address; nil for pages outside of groups.
        let group: String?

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(name, forKey: .name)
            try values.encode(path, forKey: .path)
            try values.encode(role, forKey: .role)
            try values.encode(group, forKey: .group)
        }
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        guard try await open.database.read({ try InstallationStore.isDemo($0) }) else {
            throw Refusal(
                "The tour of pages makes private links, so it is only for folders that \"alongside demo\" made."
            )
        }
        let lines = Self.lines(SiteTour(TourStops(try await DemoStops.make(in: open.house))))
        guard json else {
            return lines.forEach { console.say("\($0.name)\t\($0.path)\t\($0.role ?? "everybody")") }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        console.say(String(decoding: try encoder.encode(lines), as: UTF8.self))
    }

    static func lines(_ tour: SiteTour) -> [Line] {
        tour.pages.map { stop in
            var group: String?
            if case .group(let slug, _) = stop.site { group = slug }
            return Line(name: stop.name, path: stop.site.path, role: stop.role, group: group)
        }
    }
}

extension TourStops {
    /// The stops of a demo town.
    init(_ demo: DemoStops) {
        self.init()
        (group, ask, match, helper, offer, message) = (
            demo.group, demo.ask, demo.match, demo.helper, demo.offer, demo.message
        )
        (complaint, receipt, zone, category, person, batch) = (
            demo.complaint, demo.receipt, demo.zone, demo.category, demo.person, demo.batch
        )
        (undo, session, offeredAsk, promisedAsk, proposal) = (demo.undo, demo.session, demo.offeredAsk, demo.promisedAsk, demo.proposal)
        (submitted, approved, questioned) = (demo.submitted, demo.approved, demo.questioned)
        (living, finished, offered, helping) = (demo.living, demo.finished, demo.offered, demo.helping)
        (proposed, promised, invitation, signIn) = (
            demo.proposed, demo.promised, demo.invitation, demo.signIn
        )
    }
}
