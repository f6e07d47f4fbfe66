public import Kernel
public import Words

/// The languages there are, each by its own name, as links: works without JavaScript and says where each leads.
public struct LanguageMenu: Component {
    var links: [(language: LanguageTag, link: any Link)]
    var say: Wording

    /// The current language, `say.language`, is shown closed.
    public init(_ links: [(language: LanguageTag, link: any Link)], say: Wording) {
        self.links = links
        self.say = say
    }

    public var html: HTML {
        let items = HTML.each(links) { item in
            """
            <li><a href="\(href: item.link)" lang="\(item.language.text)" hreflang="\(item.language.text)" dir="auto"\
            \(attribute: "aria-current", item.language == say.language ? "true" : nil)>\(say.languageName(item.language))</a></li>
            """
        }
        return """
            <details class="menu"><summary><span class="unseen">\(say("markup.language")) </span>\(say.languageName(say.language))</summary>\
            <ul>\(items)</ul></details>
            """
    }
}
