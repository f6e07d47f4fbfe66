/// The top of every page: the mark, the group's name, and at the end side what is needed on this page (language, quick exit, "New ask").
public struct Masthead: Component {
    var name: String
    var home: any Link
    var status: HTML
    var trailing: HTML

    /// `status` stands beside the name where there is room: pills and a short sentence.
    public init(_ name: String, home: any Link, status: HTML = .empty, trailing: HTML = .empty) {
        self.name = name
        self.home = home
        self.status = status
        self.trailing = trailing
    }

    public var html: HTML {
        """
        <header class="masthead"><a class="masthead-name" href="\(href: home)">\(Mark())<bdi>\(name)</bdi></a>\
        \(HTML.when(!status.isEmpty) { "<div class=\"masthead-status\">\(status)</div>" })\
        \(HTML.when(!trailing.isEmpty) { "<div class=\"masthead-end\">\(trailing)</div>" })</header>

        """
    }
}
