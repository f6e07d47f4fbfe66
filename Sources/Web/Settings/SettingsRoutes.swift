import Alongside

/// Which page and form stands behind each address of this room.
enum SettingsRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .settings: SettingsPage()
        case .checkup: CheckupPage()
        case .work: WorkPage()
        case .moving: MovingPage()
        case .words: WordsPage()
        case .categories: CategoriesPage()
        case .category(let id): CategoryPage(id: id)
        case .zones: ZonesPage()
        case .zone(let id): ZonePage(id: id)
        case .zonesImport: ZonesImportPage()
        case .places: PlacesPage()
        case .placesImport: PlacesImportPage()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .settings: SettingsAction()
        case .checkup: CheckupAction()
        case .work: WorkAction()
        case .moving: MovingStopAction()
        case .movingAgree: MovingAgreeAction()
        case .words: WordsAction()
        case .categories: CategoriesAction()
        case .category(let id): CategoryAction(id: id)
        case .zones: ZonesAction()
        case .zone(let id): ZoneAction(id: id)
        case .zonesImport: ZonesImportAction()
        case .places: PlacesAction()
        case .placesImport: PlacesImportAction()
        default: nil
        }
    }
}
