import Alongside
import Kernel
import Sealing
import TestKit
import Testing

@testable import App
@testable import Web

/// Every form of a town: those that stand on its pages, each of its shape once, and those that no page offers right now, by the names their fields have, so
/// that they get as far as the use case.
struct TownForms: Sendable {
    struct Found: Sendable {
        let name: String
        fileprivate let source: Source

        /// The form as it stands in this town now, of which nothing was taken yet; an issue where it is not there any more.
        func load(from town: BrokenTown) async -> PageForm {
            switch source {
            case .page(let path, let form):
                let shown = PageForm.all(in: await town.get(path).text).first { BrokenTown.shape($0) == BrokenTown.shape(form) }
                if shown == nil { Issue.record("\(path) does not hold the form \(BrokenTown.shape(form)) any more") }
                return shown ?? form
            case .address(let path, let form):
                let hidden = [("once", OnceKey.random(by: town.house.random).text), ("form-token", FormToken.of(town.cookie))]
                return PageForm(action: path, fields: form.fields + hidden)
            }
        }
    }

    fileprivate enum Source: Sendable {
        case page(String, PageForm)
        case address(String, CompleteForms.Complete)
    }

    let town: BrokenTown
    let all: [Found]
    /// How many of them stand on pages.
    let shown: Int
    let kinds: Set<SiteKind>

    static func gather() async throws -> TownForms {
        // A further group can be founded, so that the form for it is taken.
        let town = try await BrokenTown.make { _, _, stops, transaction in
            if let token = LinkToken(text: stops.signIn) { try SetUpStore.open(token, transaction) }
        }
        let addresses = SiteAddress.all(of: town.tour)
        var all: [Found] = []
        var kinds: Set<SiteKind> = []
        var known: Set<String> = []
        for stop in town.tour.pages {
            for form in PageForm.all(in: await town.get(stop.site.path).text) where known.insert(BrokenTown.shape(form)).inserted {
                guard let site = BrokenTown.site(form.action), site.action != nil else { continue }
                kinds.insert(site.kind)
                let name = addresses.first { $0.site.path == form.action }?.name ?? site.kind.rawValue
                all.append(Found(name: name, source: .page(stop.site.path, form)))
            }
        }
        let shown = all.count
        let forms = await CompleteForms.gather(town)
        let unseen = forms.unseen(addresses)
        for address in addresses where unseen.contains(address.name) {
            kinds.insert(address.site.kind)
            all += forms.forms(for: address).map { Found(name: address.name, source: .address(address.site.path, $0)) }
        }
        return TownForms(town: town, all: all, shown: shown, kinds: kinds)
    }
}
