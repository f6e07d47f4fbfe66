/// Which page and form stands behind each address of this room.
enum ImportRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .imports, .importPreview: ImportsPage()
        case .importBatch(let id): ImportPage(id: id)
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .imports, .importPreview: ImportUpload()
        case .importBatch(let id): ImportConfirm(id: id)
        case .importProblems(let id): ImportProblems(id: id)
        case .importUndo(let id): ImportUndo(id: id)
        default: nil
        }
    }
}
