/// Two (or three) ways to go on, one of them on: "I could use help", "I can help". As links between pages, or as radio buttons in a form.
public struct SwitchTabs: Component {
    /// A tab that is a link.
    public struct Tab: Sendable {
        public var label: String
        public var link: any Link
        public var isCurrent: Bool

        public init(_ label: String, _ link: any Link, isCurrent: Bool) {
            self.label = label
            self.link = link
            self.isCurrent = isCurrent
        }
    }

    enum Form {
        case links([Tab])
        case radios(name: String, [Choice], chosen: String?)
    }

    var label: String
    var form: Form

    /// Links: each tab is a page. `label` is heard, not seen.
    public init(label: String, tabs: [Tab]) {
        self.label = label
        form = .links(tabs)
    }

    /// Radio buttons: the choice is sent with the form. `legend` is heard, not seen.
    public init(_ name: String, legend: String, choices: [Choice], chosen: String?) {
        label = legend
        form = .radios(name: name, choices, chosen: chosen)
    }

    public var html: HTML {
        switch form {
        case .links(let tabs):
            let links = HTML.each(tabs) { tab in
                "<a href=\"\(href: tab.link)\"\(attribute: "aria-current", tab.isCurrent ? "page" : nil)>\(tab.label)</a>"
            }
            return "<nav class=\"tabs\" aria-label=\"\(label)\">\(links)</nav>\n"
        case .radios(let name, let choices, let chosen):
            let radios = HTML.each(choices.enumerated()) { index, choice in
                """
                <label><input type="radio"\(attribute: "id", index == 0 ? name : nil) name="\(name)" value="\(choice.value)"\
                \(flag: "checked", choice.value == chosen)\(flag: "disabled", choice.disabled)><span>\(choice.label)</span></label>
                """
            }
            return "<fieldset class=\"tabs\"><legend class=\"unseen\">\(label)</legend>\(radios)</fieldset>\n"
        }
    }
}
