import Alongside

/// Which page and form stands behind each address of this room.
enum MemberRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .people: PeoplePage()
        case .invite: InvitePage()
        case .person(let id): PersonPage(id: id)
        case .joined: JoinedPage()
        case .sessions: SessionsPage()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .people: PeopleAction()
        case .invite: InviteAction()
        case .person(let id): PersonAction(id: id)
        case .sessions: SessionsAction()
        case .sessionEnd(let id): SessionEndAction(id: id)
        default: nil
        }
    }

    static func page(_ site: GroupSite) -> (any Page)? {
        switch site {
        case .signIn: SignInPage()
        default: nil
        }
    }

    static func action(_ site: GroupSite) -> (any Action)? {
        switch site {
        case .signIn: SignInAction()
        case .signOut: SignOutAction()
        default: nil
        }
    }

    /// The page of an invitation or of a sign-in link.
    static func page(of purpose: PrivateLink.Purpose) -> (any Page)? {
        switch purpose {
        case .invitation: JoinPage()
        case .signIn: SignInLinkPage()
        default: nil
        }
    }

    static func action(of purpose: PrivateLink.Purpose) -> (any Action)? {
        switch purpose {
        case .invitation: JoinAction()
        case .signIn: SignInLinkAction()
        default: nil
        }
    }
}
