/// Which page and form stands behind each address of this room. The private link of an ask and that of an offer have the same addresses; which it is
/// decides what is shown.
enum AskerRoutes {
    static func page(_ site: LinkSite) -> (any Page)? {
        switch site {
        case .page: OwnPage(ask: AskShow(), offer: OfferShow())
        case .details: AskDetailsPage()
        case .change: OwnPage(ask: AskChangePage(), offer: OfferChangePage())
        case .thank: ThankPage()
        case .followUp: FollowUpPage()
        case .complain: ComplainPage()
        default: nil
        }
    }

    static func action(_ site: LinkSite) -> (any Action)? {
        switch site {
        case .details: AskDetailsSave()
        case .change: OwnAction(ask: AskChange(), offer: OfferChange())
        case .withdraw: OwnAction(ask: AskWithdraw(), offer: OfferWithdraw())
        case .undo(let id): OwnAction(ask: AskUndo(id: id), offer: OfferUndo(id: id))
        case .thank: Thank()
        case .followUp: FollowUpAnswer()
        case .complain: ComplainSend()
        default: nil
        }
    }
}
