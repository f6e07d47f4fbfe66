/// The table of contents: which page, form or file stands behind each address. Rooms answer for their own addresses; nil means that there is no such
/// method there (405).
extension Site {
    var page: (any Page)? {
        switch self {
        case .home, .setUp, .styleGuide: HouseRoutes.page(self)
        case .asset, .favicon, .health, .ready: nil
        case .group(_, let site): site.page
        }
    }

    var action: (any Action)? {
        switch self {
        case .home, .setUp, .styleGuide: HouseRoutes.action(self)
        case .asset, .favicon, .health, .ready: nil
        case .group(_, let site): site.action
        }
    }

    var download: (any Download)? {
        if case .group(_, .link(_, let site)) = self { return site == .copy ? PersonalCopyFile() : HelperRoutes.download(site) }
        guard case .group(_, .desk(let site)) = self else { return nil }
        return switch site {
        case .receiptPicture: MoneyRoutes.download(site)
        default: nil
        }
    }
}

extension GroupSite {
    var page: (any Page)? {
        switch self {
        case .welcome, .ask, .offer, .crisis, .whoSeesWhat: PublicRoutes.page(self)
        case .openBooks: MoneyRoutes.page(self)
        case .signIn, .signOut: MemberRoutes.page(self)
        case .link(_, let site): site.page
        case .desk(let site): site.page
        }
    }

    var action: (any Action)? {
        switch self {
        case .welcome, .ask, .offer, .crisis, .whoSeesWhat: PublicRoutes.action(self)
        case .openBooks: nil
        case .signIn, .signOut: MemberRoutes.action(self)
        case .link(_, let site): site.action
        case .desk(let site): site.action
        }
    }
}

extension LinkSite {
    var page: (any Page)? {
        switch self {
        case .page: LinkPage()
        case .details, .change, .withdraw, .thank, .followUp, .complain, .undo: AskerRoutes.page(self)
        case .limits, .breather, .leaveGroup: HelperRoutes.page(self)
        case .accept, .decline, .window, .list, .arrive, .problem, .handBack, .done, .answer, .seen, .open, .copy: HelperRoutes.page(self)
        }
    }

    var action: (any Action)? {
        switch self {
        case .page: LinkAction()
        case .details, .change, .withdraw, .thank, .followUp, .complain, .undo: AskerRoutes.action(self)
        case .limits, .breather, .leaveGroup: HelperRoutes.action(self)
        case .accept, .decline, .window, .list, .arrive, .problem, .handBack, .done, .answer, .seen, .open, .copy: HelperRoutes.action(self)
        }
    }
}

extension DeskSite {
    var page: (any Page)? {
        switch self {
        case .board, .ask, .askDo, .askOpen, .matchDo, .undo, .find, .lapses: BoardRoutes.page(self)
        case .messages, .messageDo: MessageRoutes.page(self)
        case .offers, .offerDo, .helpers, .helper, .helperDo: HelperDeskRoutes.page(self)
        case .complaints, .complaint: ComplaintRoutes.page(self)
        case .receipts, .receipt, .receiptPicture, .receiptDo, .ledger, .ledgerDo: MoneyRoutes.page(self)
        case .settings, .checkup, .work, .moving, .movingAgree, .words, .zones, .zonesImport, .zone, .places, .placesImport,
            .categories, .category:
            SettingsRoutes.page(self)
        case .people, .invite, .person, .joined, .sessions, .sessionEnd: MemberRoutes.page(self)
        case .takeIn, .paste: IntakeRoutes.page(self)
        case .imports, .importPreview, .importBatch, .importProblems, .importUndo: ImportRoutes.page(self)
        }
    }

    var action: (any Action)? {
        switch self {
        case .board, .ask, .askDo, .askOpen, .matchDo, .undo, .find, .lapses: BoardRoutes.action(self)
        case .messages, .messageDo: MessageRoutes.action(self)
        case .offers, .offerDo, .helpers, .helper, .helperDo: HelperDeskRoutes.action(self)
        case .complaints, .complaint: ComplaintRoutes.action(self)
        case .receipts, .receipt, .receiptPicture, .receiptDo, .ledger, .ledgerDo: MoneyRoutes.action(self)
        case .settings, .checkup, .work, .moving, .movingAgree, .words, .zones, .zonesImport, .zone, .places, .placesImport,
            .categories, .category:
            SettingsRoutes.action(self)
        case .people, .invite, .person, .joined, .sessions, .sessionEnd: MemberRoutes.action(self)
        case .takeIn, .paste: IntakeRoutes.action(self)
        case .imports, .importPreview, .importBatch, .importProblems, .importUndo: ImportRoutes.action(self)
        }
    }
}
