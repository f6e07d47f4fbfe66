/// Which page and form stands behind each address of this room.
enum MoneyRoutes {
    static func page(_ site: DeskSite) -> (any Page)? {
        switch site {
        case .receipts: ReceiptsPage()
        case .receipt(let id): ReceiptPage(id: id)
        case .ledger: LedgerPage()
        case .ledgerDo(.entry): LedgerEntryPage()
        case .ledgerDo(.advance): AdvancesPage()
        case .ledgerDo(.pot): PotsPage()
        case .ledgerDo(.reverse): LedgerReversePage()
        default: nil
        }
    }

    static func action(_ site: DeskSite) -> (any Action)? {
        switch site {
        case .receiptDo(let id, .approve): ReceiptApprove(id: id)
        case .receiptDo(let id, .open): ReceiptOpen(id: id)
        case .receiptDo(let id, .pay): ReceiptPay(id: id)
        case .receiptDo(let id, .question): ReceiptQuestion(id: id)
        case .receiptDo(let id, .reject): ReceiptReject(id: id)
        case .receiptDo(let id, .settle): ReceiptSettle(id: id)
        case .ledgerDo(.entry): LedgerWrite()
        case .ledgerDo(.advance): AdvanceWrite()
        case .ledgerDo(.pot): PotSave()
        case .ledgerDo(.reverse): LedgerReverse()
        default: nil
        }
    }

    static func page(_ site: GroupSite) -> (any Page)? { site == .openBooks ? OpenBooksPage() : nil }

    static func download(_ site: DeskSite) -> (any Download)? {
        if case .receiptPicture(let id) = site { return ReceiptPicture(id: id) }
        return nil
    }
}
