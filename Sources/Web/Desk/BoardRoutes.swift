/// Which page and form stands behind each address of this room.
enum BoardRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .board(let filter): BoardShow(filter: filter)
        case .ask(let id): AskDesk(id: id)
        case .find: BoardFind()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .askDo(let id, let verb): AskDeskAction(id: id, verb: verb)
        case .askOpen(let id, let field): AskOpen(id: id, field: field)
        case .matchDo(let id, let verb): MatchDeskAction(id: id, verb: verb)
        case .undo(let id): DeskUndoAction(id: id)
        case .find: BoardFindAction()
        case .lapses: LapsesSeen()
        default: nil
        }
    }
}
