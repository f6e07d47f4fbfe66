/// Which page and form stands behind each address of this room.
enum ComplaintRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .complaints: ComplaintList()
        case .complaint(let id): ComplaintShow(id: id)
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .complaint(let id): ComplaintHear(id: id)
        default: nil
        }
    }
}
