/// Which page and form stands behind each address of this room.
enum PublicRoutes {
    static func page(_ site: GroupSite) -> (any Page)? {
        switch site {
        case .welcome: WelcomePage()
        case .ask: AskPage()
        case .offer: OfferPage()
        case .crisis: CrisisPage()
        case .whoSeesWhat: WhoSeesWhatPage()
        default: nil
        }
    }

    static func action(_ site: GroupSite) -> (any Action)? {
        switch site {
        case .ask: AskSend()
        case .offer: OfferSend()
        default: nil
        }
    }
}
