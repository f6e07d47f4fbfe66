import Alongside
import Kernel
import Markup
import Words

/// What came of the asker's list in the shop, as whoever helps has marked it: what is missing from the bag is no surprise at the door. What a thing cost
/// is between the helper and the group.
struct AskBought: Component {
    let model: AskShow.Model
    let visit: Visit

    private var say: Wording { visit.say }

    var html: HTML {
        let marked = model.bought.filter { $0.got != .notYet && !$0.text.isEmpty }
        guard !marked.isEmpty else { return .empty }
        let lines = model.details.lines
        let known = Set(lines.map(\.number))
        let onList = HTML.each(lines) { line in
            row(line.written, marked.first { $0.line == line.number }.map { say.family("asker.bought", $0.got.rawValue) })
        }
        // Off the list meanwhile, or never on it: it may be in the bag all the same.
        let beside = HTML.each(marked.filter { $0.line.map { !known.contains($0) } ?? true && $0.got != .none }) {
            row($0.text, say("asker.bought.extra"))
        }
        let isOpen: HTML = HTML.when(model.winner?.state.isPromise == true) { "<p class=\"detail\">\(say("asker.bought.now"))</p>" }
        return "<section><h2>\(say("asker.bought.title"))</h2>\(isOpen)<ul>\(onList)\(beside)</ul></section>"
    }

    /// Without a mark where nobody has said anything of the line yet.
    private func row(_ text: String, _ mark: String?) -> HTML {
        "<li><bdi>\(text)</bdi>\(HTML.when(mark) { " · <strong>\($0)</strong>" })</li>"
    }
}
