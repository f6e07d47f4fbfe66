/// One form as it stands on a page: where it goes, and what it would send as it is.
public struct PageForm: Sendable {
    public let action: String
    public let fields: [(String, String)]
    /// Names of everything that can be filled in or ticked, whether it is or not.
    public let names: [String]
    /// What can be ticked or chosen and is not.
    public let choices: [(name: String, value: String)]
    /// Names of what is typed into: lines, boxes, secrets.
    public let typed: Set<String>
    /// Names of files.
    public let files: [String]
    /// What is sent only when it is this button that is pressed.
    public let buttons: [(name: String, value: String)]
    /// False for a search, which is an address.
    public let isPost: Bool

    /// A form that stands on no page, by what it would send.
    public init(action: String, fields: [(String, String)]) {
        self.init(
            action: action, fields: fields, names: fields.map(\.0), choices: [], typed: [], files: [], buttons: [], isPost: true)
    }

    init(
        action: String, fields: [(String, String)], names: [String], choices: [(name: String, value: String)], typed: Set<String>, files: [String],
        buttons: [(name: String, value: String)], isPost: Bool
    ) {
        self.action = action
        self.fields = fields
        self.names = names
        self.choices = choices
        self.typed = typed
        self.files = files
        self.buttons = buttons
        self.isPost = isPost
    }

    /// All forms of a page, in order.
    public static func all(in html: String) -> [PageForm] {
        html.components(between: "<form", and: "</form>").map { form in
            let head = String(form.prefix { $0 != ">" })
            var fields: [(String, String)] = []
            var names: [String] = []
            var choices: [(name: String, value: String)] = []
            var typed: Set<String> = []
            var files: [String] = []
            for tag in form.tags("input") {
                guard let name = tag.attribute("name") else { continue }
                names.append(name)
                let type = tag.attribute("type") ?? "text"
                if type == "checkbox" || type == "radio", !tag.hasFlag("checked") {
                    choices.append((name, tag.attribute("value") ?? "on"))
                    continue
                }
                if type == "file" { files.append(name) }
                if type == "submit" || type == "file" || type == "image" { continue }
                if ["text", "password", "tel", "email", "search"].contains(type) { typed.insert(name) }
                fields.append((name, tag.attribute("value") ?? (type == "checkbox" || type == "radio" ? "on" : "")))
            }
            for area in form.components(between: "<textarea", and: "</textarea>") {
                let head = String(area.prefix { $0 != ">" })
                guard let name = (head + ">").attribute("name") else { continue }
                names.append(name)
                typed.insert(name)
                // The line end after the tag is none of the text.
                let text = area.dropFirst(head.count + 1)
                fields.append((name, String(text.first?.isNewline == true ? text.dropFirst() : text).unescaped))
            }
            for select in form.components(between: "<select", and: "</select>") {
                let head = String(select.prefix { $0 != ">" })
                guard let name = (head + ">").attribute("name") else { continue }
                names.append(name)
                let options = select.tags("option")
                if let chosen = options.first(where: { $0.hasFlag("selected") }) ?? options.first {
                    fields.append((name, chosen.attribute("value") ?? ""))
                }
            }
            return PageForm(
                action: (head + ">").attribute("action") ?? "", fields: fields, names: names, choices: choices, typed: typed, files: files,
                buttons: form.tags("button").compactMap { tag in tag.attribute("name").map { ($0, tag.attribute("value") ?? "") } },
                isPost: (head + ">").attribute("method") == "post"
            )
        }
    }
}

extension String {
    func components(between start: String, and end: String) -> [String] {
        var out: [String] = []
        var rest = self[...]
        while let open = rest.firstRange(of: start) {
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: end) else { break }
            out.append(String(rest[..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        return out
    }

    /// Every tag of this name, from `<` to `>`.
    func tags(_ name: String) -> [String] { components(between: "<\(name)", and: ">").map { "<\(name)\($0)>" } }

    func attribute(_ name: String) -> String? {
        guard let start = firstRange(of: " \(name)=\"") else { return nil }
        let rest = self[start.upperBound...]
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        return String(rest[..<end]).unescaped
    }

    func hasFlag(_ name: String) -> Bool { contains(" \(name)>") || contains(" \(name) ") || contains(" \(name)=") || contains(" \(name)/") }

    var unescaped: String {
        replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing(
            "&amp;", with: "&")
    }
}
