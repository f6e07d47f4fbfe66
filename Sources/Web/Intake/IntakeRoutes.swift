/// Which page and form stands behind each address of this room.
enum IntakeRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .takeIn(let what): TakeInPage(what: what)
        case .paste: PastePage()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .takeIn(.ask): TakeAskInAction()
        case .takeIn(.offer): TakeOfferInAction()
        case .paste: PasteAction()
        default: nil
        }
    }
}
