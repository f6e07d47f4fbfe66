extension Site {
    /// Whether everybody sees the same there, so that it may be read some seconds behind. Not the list of the groups: a session's cookie does not come along
    /// there, and who has just changed their group's words would miss them. Every page has a rule, because the switch has no default.
    var isForEverybody: Bool {
        switch self {
        case .home, .setUp, .styleGuide, .asset, .favicon, .health, .ready: false
        case .group(_, let site): site.isForEverybody
        }
    }
}

extension GroupSite {
    fileprivate var isForEverybody: Bool {
        switch self {
        case .welcome, .ask, .offer, .crisis, .whoSeesWhat, .openBooks: true
        case .signIn, .signOut, .link, .desk: false
        }
    }
}
