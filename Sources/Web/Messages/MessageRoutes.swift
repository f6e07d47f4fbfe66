/// Which page and form stands behind each address of this room.
enum MessageRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .messages: SendQueue()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .messages: SendUndo()
        case .messageDo(let id, .open): MessageOpen(id: id)
        case .messageDo(let id, .sent): MessageSent(id: id)
        case .messageDo(let id, .skip): MessageSkip(id: id)
        default: nil
        }
    }
}
