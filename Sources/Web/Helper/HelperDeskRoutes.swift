/// Which page and form stands behind each address of this room.
enum HelperDeskRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .helpers: HelperList()
        case .helper(let id): HelperShow(id: id)
        case .offers: OfferList()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .helperDo(let id, let verb): HelperDo(id: id, verb: verb)
        case .offerDo(let id, let verb): OfferDo(id: id, verb: verb)
        default: nil
        }
    }
}
