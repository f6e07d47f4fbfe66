public import Kernel
public import Storage

/// One row of the ledger. Rows are only ever added: a mistake is put right by a row that says the opposite. No row holds a name or a word that
/// somebody wrote.
public struct LedgerEntry: Sendable {
    public let id: ID<LedgerEntry>
    public let at: Instant
    public let pot: ID<Pot>
    /// More than zero into the pot, less than zero out of it; never zero.
    public let amount: Money
    public let kind: Kind
    public let category: ID<Category>?
    public let method: PaymentMethod
    public let receipt: ID<Receipt>?
    /// Who holds the group's money after an advance, or held it before giving it back.
    public let holder: ID<Person>?
    public let madeBy: ID<Person>
    /// The row that this one takes back.
    public let reverses: ID<LedgerEntry>?
    /// Two rows that belong together: a transfer, or an advance that became a repayment.
    public let pair: ID<LedgerPair>?

    public enum Kind: String, Sendable, CaseIterable, Storable {
        case donation, grant, repayment, advance
        case advanceReturned = "advance_returned"
        case cost, transfer, correction
    }

    init(
        id: ID<LedgerEntry>, at: Instant, pot: ID<Pot>, amount: Money, kind: Kind, category: ID<Category>? = nil, method: PaymentMethod,
        receipt: ID<Receipt>? = nil, holder: ID<Person>? = nil, madeBy: ID<Person>, reverses: ID<LedgerEntry>? = nil, pair: ID<LedgerPair>? = nil
    ) {
        self.id = id
        self.at = at
        self.pot = pot
        self.amount = amount
        self.kind = kind
        self.category = category
        self.method = method
        self.receipt = receipt
        self.holder = holder
        self.madeBy = madeBy
        self.reverses = reverses
        self.pair = pair
    }
}

/// Two rows written together.
public enum LedgerPair {}

extension Money {
    var negated: Money { Money(minorUnits: -minorUnits, currency: currency) }
}
