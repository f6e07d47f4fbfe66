import Alongside
import Testing

/// Who may come where, written out once more by hand: what stands here was decided, not computed, so that a rule that is changed by mistake in
/// `Site+Access.swift` or in the table of roles differs from it. Every address has a row; one without fails with its name.
enum RouteRules {
    /// For somebody with a session and this one role, and for visitors.
    static let people = Table(
        """
        address              visitor  neighbour  helper  intake  dispatcher  treasurer  organiser
        home                 yes      yes        yes     yes     yes         yes        yes
        setUp                yes      yes        yes     yes     yes         yes        yes
        styleGuide           yes      yes        yes     yes     yes         yes        yes
        asset                yes      yes        yes     yes     yes         yes        yes
        favicon              yes      yes        yes     yes     yes         yes        yes
        health               yes      yes        yes     yes     yes         yes        yes
        ready                yes      yes        yes     yes     yes         yes        yes
        welcome              yes      yes        yes     yes     yes         yes        yes
        ask                  yes      yes        yes     yes     yes         yes        yes
        offer                yes      yes        yes     yes     yes         yes        yes
        crisis               yes      yes        yes     yes     yes         yes        yes
        whoSeesWhat          yes      yes        yes     yes     yes         yes        yes
        openBooks            yes      yes        yes     yes     yes         yes        yes
        signIn               yes      yes        yes     yes     yes         yes        yes
        signOut              yes      yes        yes     yes     yes         yes        yes
        board                -        -          -       yes     yes         -          yes
        askDesk              -        -          -       yes     yes         -          yes
        askDo-triage         -        -          -       yes     yes         -          yes
        askDo-match          -        -          -       -       yes         -          -
        askDo-close          -        -          -       yes     yes         -          yes
        askDo-reopen         -        -          -       yes     yes         -          yes
        askDo-contact        -        -          -       yes     yes         -          yes
        askDo-next           -        -          -       -       yes         -          -
        askDo-link           -        -          -       yes     yes         -          yes
        askOpen              -        -          -       yes     yes         -          -
        matchDo-accept       -        -          -       -       yes         -          -
        matchDo-decline      -        -          -       -       yes         -          -
        matchDo-cancel       -        -          -       -       yes         -          -
        matchDo-arrive       -        -          -       -       yes         -          -
        matchDo-deliver      -        -          -       -       yes         -          -
        matchDo-fail         -        -          -       -       yes         -          -
        matchDo-window       -        -          -       -       yes         -          -
        matchDo-hand-back    -        -          -       -       yes         -          -
        find                 -        -          -       yes     yes         -          yes
        lapses               -        -          -       -       yes         -          -
        undo                 -        -          -       yes     yes         -          yes
        messages             -        -          -       -       yes         -          -
        messageDo-open       -        -          -       -       yes         -          -
        messageDo-sent       -        -          -       -       yes         -          -
        messageDo-skip       -        -          -       -       yes         -          -
        offers               -        -          -       -       yes         -          yes
        offerDo-helper       -        -          -       -       yes         -          yes
        offerDo-withdraw     -        -          -       -       yes         -          yes
        helpers              -        -          -       -       yes         -          yes
        helper               -        -          -       -       yes         -          yes
        helperDo-trust       -        -          -       -       yes         -          yes
        helperDo-block       -        -          -       -       yes         -          yes
        helperDo-unblock     -        -          -       -       yes         -          yes
        helperDo-link        -        -          -       -       yes         -          yes
        helperDo-open        -        -          -       -       yes         -          -
        helperDo-here        -        -          -       -       yes         -          yes
        complaints           -        -          -       -       yes         -          yes
        complaint            -        -          -       -       yes         -          yes
        receipts             -        -          -       -       -           yes        -
        receipt              -        -          -       -       -           yes        -
        receiptPicture       -        -          -       -       -           yes        -
        receiptDo-approve    -        -          -       -       -           yes        -
        receiptDo-open       -        -          -       -       -           yes        -
        receiptDo-pay        -        -          -       -       -           yes        -
        receiptDo-question   -        -          -       -       -           yes        -
        receiptDo-reject     -        -          -       -       -           yes        -
        receiptDo-settle     -        -          -       -       -           yes        -
        ledger               -        -          -       -       yes         yes        yes
        ledgerDo-entry       -        -          -       -       -           yes        -
        ledgerDo-pot         -        -          -       -       -           yes        -
        ledgerDo-advance     -        -          -       -       -           yes        -
        ledgerDo-reverse     -        -          -       -       -           yes        -
        settings             -        -          -       -       -           -          yes
        checkup              -        -          -       -       -           -          yes
        work                 -        -          -       -       -           -          yes
        words                -        -          -       -       -           -          yes
        zones                -        -          -       -       -           -          yes
        zonesImport          -        -          -       -       -           -          yes
        zone                 -        -          -       -       -           -          yes
        places               -        -          -       -       -           -          yes
        placesImport         -        -          -       -       -           -          yes
        categories           -        -          -       -       -           -          yes
        category             -        -          -       -       -           -          yes
        moving               -        -          -       yes     yes         yes        yes
        movingAgree          -        -          -       -       -           -          yes
        people               -        -          -       -       -           -          yes
        invite               -        -          -       -       -           -          yes
        person               -        -          -       -       -           -          yes
        joined               -        -          -       yes     yes         yes        yes
        sessions             -        -          -       yes     yes         yes        yes
        sessionEnd           -        -          -       yes     yes         yes        yes
        imports              -        -          -       -       -           -          yes
        importPreview        -        -          -       -       -           -          yes
        importBatch          -        -          -       -       -           -          yes
        importProblems       -        -          -       -       -           -          yes
        importUndo           -        -          -       -       -           -          yes
        """
    )

    /// For the holder of one private link, by what the link is for.
    static let links = Table(
        """
        address      asker  helper  match  invitation  sign_in  set_up
        link         yes    yes     yes    yes         yes      -
        details      yes    -       -      -           -        -
        change       yes    -       -      -           -        -
        withdraw     yes    -       -      -           -        -
        thank        yes    -       -      -           -        -
        followUp     yes    -       -      -           -        -
        complain     yes    -       -      -           -        -
        linkUndo     yes    -       -      -           -        -
        limits       -      yes     -      -           -        -
        breather     -      yes     -      -           -        -
        leaveGroup   -      yes     -      -           -        -
        accept       -      -       yes    -           -        -
        decline      -      -       yes    -           -        -
        window       -      -       yes    -           -        -
        list         -      -       yes    -           -        -
        arrive       -      -       yes    -           -        -
        problem      -      -       yes    -           -        -
        handBack     -      -       yes    -           -        -
        done         -      -       yes    -           -        -
        answer       -      -       yes    -           -        -
        open         -      -       yes    -           -        -
        seen         -      -       yes    -           -        -
        """
    )

    /// Links on whose own page there is a form of its own.
    static let formsOnLinkPage: Set<PrivateLink.Purpose> = [.helper, .invitation, .signIn]

    static let visitor = "visitor"

    struct Table: Sendable {
        let columns: [String]
        let rows: [String: [String: Bool]]

        init(_ text: String) {
            let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let columns = Array(lines[0].dropFirst())
            self.columns = columns
            rows = Dictionary(
                lines.dropFirst().map { line in
                    (line[0], Dictionary(zip(columns, line.dropFirst().map { $0 == "yes" })) { first, _ in first })
                }, uniquingKeysWith: { _, _ in [:] })
        }

        /// Nil when the table says nothing of it.
        func may(_ column: String, _ row: String) -> Bool? { rows[row]?[column] }
    }
}
