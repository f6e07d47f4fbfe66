/// Which page and form stands behind the addresses outside every group.
enum HouseRoutes {
    static func page(_ site: Site) -> (any Page)? {
        switch site {
        case .home: HomePage()
        case .styleGuide: StyleGuidePage()
        case .setUp(let token): SetUpRoutes.page(token)
        default: nil
        }
    }

    static func action(_ site: Site) -> (any Action)? {
        switch site {
        case .setUp(let token): SetUpRoutes.action(token)
        default: nil
        }
    }
}
