import Alongside
import Foundation
import Kernel
import TestKit

@testable import Web

/// A complete form for every address that takes one: as it stands on a page of the town, with what is empty filled in; or, where no page shows it just
/// now, by the names its fields have.
struct CompleteForms: Sendable {
    struct Complete: Sendable {
        let fields: [(String, String)]
        /// What is sent as a file: its field and its text.
        let file: (name: String, text: String)?

        /// As it goes over the wire, with the form's token of this session and a one-time key that was not used before.
        func body(as cookie: String?, once: String) -> BadBodies.Body {
            let changed = fields.filter { !["form-token", "once"].contains($0.0) }
            return BadBodies.complete(changed + [("form-token", cookie.map(FormToken.of) ?? ""), ("once", once)], file: file)
        }
    }

    private let shown: [String: [PageForm]]
    private let unseen: [String: [(String, String)]]

    /// From every page of the tour, as somebody who may do everything sees it.
    static func gather(_ town: BrokenTown) async -> CompleteForms {
        var shown: [String: [PageForm]] = [:]
        var known: Set<String> = []
        for stop in town.tour.pages {
            for form in PageForm.all(in: await town.get(stop.site.path).text) where form.isPost {
                let path = String(form.action.prefix { $0 != "?" })
                if known.insert(path + " " + BrokenTown.shape(form)).inserted { shown[path, default: []].append(form) }
            }
        }
        return CompleteForms(shown: shown, unseen: Self.unseen(town.stops, town.named))
    }

    /// All that go to this address; none when the address takes none.
    func forms(for address: SiteAddress) -> [Complete] {
        let found = (shown[address.site.path] ?? []).map { Self.filled($0, address.name) }
        if !found.isEmpty { return found }
        guard let fields = unseen[address.name] else { return [] }
        return ([fields] + Self.furtherSteps(address.name)).map { Complete(fields: $0, file: Self.files[address.name].map { ("file", $0) }) }
    }

    /// Names of those that no page of the town shows.
    func unseen(_ addresses: [SiteAddress]) -> Set<String> {
        Set(addresses.filter { $0.site.action != nil && $0.site.kind != .link && shown[$0.site.path] == nil }.map(\.name))
    }

    /// A form of a page, with what is empty filled in.
    static func filled(_ form: PageForm, _ name: String) -> Complete {
        var fields = form.fields.map { field in
            (field.0, field.1.isEmpty && form.typed.contains(field.0) ? Self.typed[field.0] ?? "" : field.1)
        }
        for choice in form.choices where Self.chosen.contains(choice.name) && !fields.contains(where: { $0.0 == choice.name }) {
            fields.append((choice.name, choice.value))
        }
        if let button = form.buttons.first { fields.append(button) }
        let file = form.files.first { $0 == "file" }.flatMap { field in Self.files[name].map { (field, $0) } }
        return Complete(fields: fields, file: file)
    }

    /// What somebody would type where nothing stands yet.
    static let typed = [
        "name": "Zebedee Quill", "alias": "Zebedee Quill", "reach": "07700 900555", "what": "Plum jam, please", "place": "3 Mill Lane",
        "amount": "12.50", "total": "12.50", "question": "Which shop was it?", "reason": "This is not ours", "answer": "It was the corner shop",
        "words": "Plum jam, please", "text": "Thank you kindly", "note": "By the door", "repayment": "In cash, please",
        "passphrase": "three green boats", "message": "need a lift to hospital, 07700 900555", "code-word": "blue kettle",
        "contact": "07700 900555", "minutes": "30", "emoji": "🍐", "name-en": "Pears", "name-es": "Peras", "name-ar": "كمثرى",
        "latitude": "51.501", "longitude": "-0.04", "tell": "Nobody came to the door",
    ]

    /// Questions of which one answer has to be chosen.
    static let chosen: Set<String> = [
        "kind", "urgency", "cost", "method", "same", "failure", "next", "rating", "how", "scope", "role", "trust", "helper", "pot", "reason",
        "happened", "door", "when",
    ]

    /// What stands in a file.
    static let files = [
        "imports": "Name,Phone,What\nZebedee Quill,0151 496 0101,Plum jam\n",
        "importPreview": "Name,Phone,What\nZebedee Quill,0151 496 0101,Plum jam\n",
        "zonesImport":
            #"{"type":"Feature","properties":{"name":"Quay"},"geometry":{"type":"Polygon","coordinates":[[[-0.05,51.5],[-0.04,51.5],[-0.04,51.51],[-0.05,51.5]]]}}"#,
        "placesImport": "name,numbers\nQuill Street,1-9\n",
    ]

    /// Of those below, the ones that stand on a page of the tour when the town's story happens to lead there: a place opens shortly before somebody
    /// comes, and a receipt that looks like another cannot be approved yet.
    static let sometimesSeen: Set<String> = ["askOpen", "open", "receiptDo-approve"]

    /// The screens of a form of several, after the first: each sends what the earlier ones asked for too.
    static func furtherSteps(_ name: String) -> [[(String, String)]] {
        guard name == "setUp" else { return [] }
        let place = [
            ("name", "Quayside"), ("country", "GB"), ("languages", "en"), ("group-phone", "020 7946 0111"), ("zone", "Europe/London"),
            ("currency", "GBP"),
        ]
        let you = [("alias", "Zebedee Quill"), ("phone", "07700 900555"), ("passphrase", "three green boats")]
        return [[("step", "2")] + place, [("step", "3")] + place + you]
    }

    /// Forms that stand on no page of the tour as the town is, by their fields; of one of several screens the first.
    static func unseen(_ stops: TourStops, _ named: BrokenTown.Named) -> [String: [(String, String)]] {
        [
            "setUp": [("step", "1"), ("name", "Quayside"), ("country", "GB")],
            "askDo-same": [("other", stops.promisedAsk), ("how", "person")], "askDo-next": [], "askDo-reopen": [], "undo": [],
            "messages": [("undo", named.sent)],
            "offerDo-helper": [], "helperDo-unblock": [("other", stops.person)],
            "ledgerDo-reverse": [("entry", named.entry)],
            "checkup": [("do", "confirm-clock")],
            "work": [("do", "again"), ("work", stops.undo)],
            "moving": [("do", "stop"), ("release", stops.undo)],
            "sessionEnd": [], "imports": [], "importBatch": [("do", "confirm")],
            "linkUndo": [], "helperDo-here": [],
            "askOpen": [], "open": [], "receiptDo-approve": [],
        ]
    }
}
