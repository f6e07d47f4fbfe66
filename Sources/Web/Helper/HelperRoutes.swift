import Alongside
import Kernel
import Storage

/// Which page and form stands behind each address of this room.
enum HelperRoutes {
    static func page(_ site: LinkSite) -> (any Page)? {
        switch site {
        case .limits: LimitsPage()
        case .leaveGroup: LeaveHelpingPage()
        case .problem: TroublePage()
        case .done: DonePage()
        default: nil
        }
    }

    static func action(_ site: LinkSite) -> (any Action)? {
        switch site {
        case .limits: LimitsSave()
        case .breather: BreatherAction()
        case .leaveGroup: LeaveHelpingAction()
        case .accept: TaskAccept()
        case .decline: TaskDecline()
        case .window: TaskWindow()
        case .list: TaskListSave()
        case .arrive: TaskArrive()
        case .problem: TroubleTell()
        case .handBack: TaskHandBack()
        case .done: DoneSave()
        case .answer: ReceiptAnswer()
        case .open(let field): TaskOpen(field: field)
        default: nil
        }
    }

    /// The page of a helper's own link, or of the link of one task.
    static func page(_ site: LinkSite, of purpose: PrivateLink.Purpose) -> (any Page)? {
        switch purpose {
        case .match: TaskPage()
        case .helper: PromisesPage()
        default: nil
        }
    }

    /// The form on a helper's own page: opening one of their tasks.
    static func action(_ site: LinkSite, of purpose: PrivateLink.Purpose) -> (any Action)? {
        purpose == .helper ? PromiseOpen() : nil
    }

    static func download(_ site: LinkSite) -> (any Download)? { site == .seen ? TaskSeen() : nil }
}
