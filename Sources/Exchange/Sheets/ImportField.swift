public import Words

/// What a column of a sheet can become.
public enum ImportField: String, Sendable, CaseIterable {
    case askedAt
    case closedAt
    case name
    case phone
    case email
    /// How to reach somebody, of any kind.
    case contact
    /// Street, crossing, town, postcode.
    case address
    /// The group's own part of town.
    case zone
    /// What kinds of help, to be read by `SheetKind`.
    case kinds
    /// What it is about, in somebody's words.
    case words
    /// How urgent, in words.
    case urgency
    /// By which day.
    case byWhen
    case language
    /// How far it got, to be read by `SheetStatus`.
    case status
    /// Known so that it can be named in the preview; it is not kept.
    case householdSize
    case recurring
    /// What organisers wrote.
    case notes
    /// Whether the row is an ask or an offer.
    case askOrOffer
    case skills
    case availability
    /// The row's name in the old sheet.
    case externalID
    /// The wish not to be named.
    case anonymous

    /// Whether anything of the column is stored.
    public var isKept: Bool { self != .householdSize }

    /// Whether several columns may make one field: the parts of an address or of a name.
    var joinsColumns: Bool {
        switch self {
        case .address, .words, .notes, .kinds, .skills, .availability, .language: true
        default: false
        }
    }

    /// What the preview calls it.
    public func label(_ say: Wording) -> String { say.family("sheet.field", rawValue) }
}

/// What is never read out of a sheet, whoever asked for it (what people may never find here: REQUIREMENTS and the threat model).
public enum ForbiddenTopic: String, Sendable, CaseIterable {
    case immigration
    /// Also ethnicity and origin.
    case nationality
    /// Date of birth, age, and questions such as "over 50?".
    case age
    /// Numbers of identity papers, social security and bank cards.
    case identityNumber
    case income
    /// Diagnoses, disabilities, risk groups.
    case health
    case religion
    /// Names or ages of children and others at home.
    case household
    /// Addresses and names of people's devices.
    case device

    /// What the preview says of a column that is left out.
    public func label(_ say: Wording) -> String { say.family("sheet.forbidden", rawValue) }
}

/// What happens to one column.
public enum ColumnUse: Hashable, Sendable {
    case field(ImportField)
    /// Left out, and named in the preview with its reason.
    case forbidden(ForbiddenTopic)
    case ignored
}
