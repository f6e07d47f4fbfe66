extension Site {
    /// Whether search engines may list the page: what a neighbour looks for, and nothing else. A private link that was passed on, or stands somewhere
    /// in the open by mistake, is not found by its words. Every page has a rule, because the switch has no default.
    var mayBeFound: Bool {
        switch self {
        case .home: true
        case .setUp, .styleGuide, .asset, .favicon, .health, .ready: false
        case .group(_, let site): site.mayBeFound
        }
    }
}

extension GroupSite {
    fileprivate var mayBeFound: Bool {
        switch self {
        case .welcome, .ask, .offer, .crisis, .whoSeesWhat, .openBooks: true
        case .signIn, .signOut, .link, .desk: false
        }
    }
}
