import Kernel
public import Words

/// A whole page: language, direction, title, the one style sheet, and the scripts that enhance it.
public struct Document: Component {
    /// How the page is laid out.
    public enum Layout: String, Sendable, CaseIterable {
        /// One column of at most 40 rem: for askers and helpers.
        case page
        /// Three panes side by side where there is room: the board.
        case desk
        /// A menu and a column: settings, ledgers, lists.
        case settings
        /// A sheet for the printer.
        case sheet
    }

    var title: String
    var layout: Layout
    var assets: [any Link]
    var scripts: [any Link]
    var icon: (any Link)?
    var head: HTML
    var masthead: HTML
    var content: HTML
    var foot: HTML
    var say: Wording

    /// - Parameters:
    ///   - title: of the window; pages that must not tell on their reader choose a neutral one.
    ///   - styles: style sheets, by their addresses with checksum.
    ///   - scripts: modules; the page works without them.
    ///   - head: more for `<head>`.
    ///   - masthead: usually a `Masthead`.
    ///   - content: goes into `<main>`; for `.desk` it is the three panes.
    ///   - foot: below everything.
    public init(
        title: String, layout: Layout = .page, styles assets: [any Link], scripts: [any Link] = [], icon: (any Link)? = nil, head: HTML = .empty,
        masthead: HTML = .empty, foot: HTML = .empty, say: Wording, content: HTML
    ) {
        self.title = title
        self.layout = layout
        self.assets = assets
        self.scripts = scripts
        self.icon = icon
        self.head = head
        self.masthead = masthead
        self.foot = foot
        self.say = say
        self.content = content
    }

    public var html: HTML {
        """
        <!doctype html>
        <html lang="\(say.language.text)" dir="\(say.direction)">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no"><title>\(title)</title>\
        \(HTML.each(assets) { "<link rel=\"stylesheet\" href=\"\(href: $0)\">" })\
        \(icon.map { "<link rel=\"icon\" type=\"image/svg+xml\" href=\"\(href: $0)\">" as HTML })\
        \(HTML.each(scripts) { "<script type=\"module\" src=\"\(href: $0)\"></script>" })\(head)</head>
        <body class="on-\(layout.rawValue)"><a class="skip" href="#main">\(say("markup.skip"))</a>
        \(masthead)<main id="main" class="\(layout.rawValue)" tabindex="-1">
        \(content)</main>
        \(foot)</body>
        </html>

        """
    }
}
