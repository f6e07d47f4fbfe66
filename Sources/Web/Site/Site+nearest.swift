extension Site {
    /// The page that stands above an address which only takes forms: where somebody belongs who typed it, or came back to it.
    var nearestPage: Site? {
        var parts = path.prefix { $0 != "?" }.split(separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            if let site = Site(path: "/" + parts.joined(separator: "/")), site.page != nil { return site }
        }
        return nil
    }
}
