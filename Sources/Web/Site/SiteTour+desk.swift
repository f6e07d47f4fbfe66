import Alongside

extension SiteTour {
    /// Every address of a kind at the desk that may be a page; none for other kinds.
    func desk(_ kind: SiteKind) -> [(site: Site, variant: String?)] {
        switch kind {
        case .board: at(.board(BoardFilter())) + [BoardFilter.Queue.open, .silent].flatMap { at(.board(BoardFilter(queue: $0)), $0.rawValue) }
        case .askDesk: at(.ask(stops.ask)) + further(stops.offeredAsk, "offered") { .ask($0) } + further(stops.promisedAsk, "promised") { .ask($0) }
        case .askDo: AskVerb.allCases.flatMap { at(.askDo(stops.ask, $0), $0.rawValue) }
        case .askOpen: at(.askOpen(stops.ask, field: "street"))
        case .matchDo: MatchVerb.allCases.flatMap { at(.matchDo(match(for: $0), $0), $0.rawValue) }
        case .undo: at(.undo(stops.undo))
        case .find: at(.find)
        case .lapses: at(.lapses)
        case .messages: at(.messages)
        case .messageDo: MessageVerb.allCases.flatMap { at(.messageDo(stops.message, $0), $0.rawValue) }
        case .offers: at(.offers)
        case .offerDo: OfferVerb.allCases.flatMap { at(.offerDo(stops.offer, $0), $0.rawValue) }
        case .helpers: at(.helpers)
        case .helper: at(.helper(stops.helper))
        case .helperDo: HelperVerb.allCases.flatMap { at(.helperDo(stops.helper, $0), $0.rawValue) }
        case .complaints: at(.complaints)
        case .complaint: at(.complaint(stops.complaint))
        case .receipts: at(.receipts)
        case .receipt:
            at(.receipt(stops.receipt)) + further(stops.submitted, "submitted") { .receipt($0) }
                + further(stops.approved, "approved") { .receipt($0) }
        case .receiptPicture: at(.receiptPicture(stops.receipt))
        case .receiptDo: ReceiptVerb.allCases.flatMap { at(.receiptDo(receipt(for: $0), $0), $0.rawValue) }
        case .ledger: at(.ledger)
        case .ledgerDo: LedgerVerb.allCases.flatMap { at(.ledgerDo($0), $0.rawValue) }
        case .settings: at(.settings)
        case .checkup: at(.checkup)
        case .work: at(.work)
        case .moving: at(.moving)
        case .movingAgree: at(.movingAgree)
        case .words: at(.words)
        case .zones: at(.zones)
        case .zonesImport: at(.zonesImport)
        case .zone: at(.zone(stops.zone))
        case .places: at(.places)
        case .placesImport: at(.placesImport)
        case .categories: at(.categories)
        case .category: at(.category(stops.category))
        case .people: at(.people)
        case .invite: at(.invite)
        case .person: at(.person(stops.person))
        case .joined: at(.joined)
        case .sessions: at(.sessions)
        case .sessionEnd: at(.sessionEnd(stops.session))
        case .takeIn: TakenIn.allCases.flatMap { at(.takeIn($0), $0.rawValue) }
        case .paste: at(.paste)
        case .imports: at(.imports)
        case .importPreview: at(.importPreview)
        case .importBatch: at(.importBatch(stops.batch))
        case .importProblems: at(.importProblems(stops.batch))
        case .importUndo: at(.importUndo(stops.batch))
        default: []
        }
    }

    /// What a helper says to what they are asked is not said to what they promised.
    private func match(for verb: MatchVerb) -> String {
        (verb == .accept || verb == .decline) && !stops.proposal.isEmpty ? stops.proposal : stops.match
    }

    /// The receipt that stands where this can be done to it.
    private func receipt(for verb: ReceiptVerb) -> String {
        let standing =
            switch verb {
            case .approve, .open, .question, .reject: stops.submitted
            case .pay: stops.approved
            case .settle: stops.receipt
            }
        return standing.isEmpty ? stops.receipt : standing
    }

    /// One more of a kind, where the folder has it.
    private func further(_ id: String, _ variant: String, _ site: (String) -> DeskSite) -> [(site: Site, variant: String?)] {
        id.isEmpty ? [] : at(site(id), variant)
    }

    private func at(_ site: DeskSite, _ variant: String? = nil) -> [(site: Site, variant: String?)] {
        [(.group(stops.group, .desk(site)), variant)]
    }
}
