public import Kernel
public import Storage
public import Words

/// What every use case is handed: the store, the keys, the time, chance and the words. There is no other way to reach any of them.
public struct House: Sendable {
    public let database: any Database
    /// What pages for everybody may be read from, some seconds behind; nil for the database itself.
    public let replica: (any Database)?
    public let vault: Vault
    public let lookups: Lookups
    public let time: TimeSource
    public let random: any Randomness
    public let catalogs: Catalogs
    /// What every link that is written begins with: `https://help.example.org`, without a slash at the end.
    public let publicURL: String
    /// Where the recovery code lies until somebody has put it on paper; nil where it never lies in a file.
    public let codeFile: String?
    /// Which node of the installation this is; nil where it has one program only.
    public let seat: NodeSeat?
    /// This machine's clock beside the database server's; nil where there is no server.
    public let serverClock: ServerClock?
    /// Who tried too many passphrases; in memory only.
    public let patience = SignInPatience()
    /// The gazetteers of the groups, ready to be matched; in memory, as long as nothing of them changes.
    public let gazetteers = Gazetteers()
    /// The categories of the groups, as long as they do not change.
    public let categories = Categories()
    /// What the receipts look like that were compared already; in memory only.
    public let likenesses = ReceiptLikenesses()

    public init(
        database: any Database, replica: (any Database)? = nil, vault: Vault, lookups: Lookups, time: TimeSource, random: any Randomness,
        catalogs: Catalogs, publicURL: String, codeFile: String? = nil, seat: NodeSeat? = nil, serverClock: ServerClock? = nil
    ) {
        self.database = database
        self.replica = replica
        self.vault = vault
        self.lookups = lookups
        self.time = time
        self.random = random
        self.catalogs = catalogs
        self.publicURL = publicURL
        self.codeFile = codeFile
        self.seat = seat
        self.serverClock = serverClock
    }

    public var now: Instant { time.now }

    /// The words for somebody who speaks this language, as they are read in this group's country: also where the group has not listed it. Where there are
    /// none in it, those of the group's own first language that there are.
    public func wording(_ language: LanguageTag, in group: Group) -> Wording {
        let spoken = ([language] + group.languages).first { catalogs.speaks($0) } ?? language
        return catalogs.wording(spoken, country: group.country)
    }

    /// A row's ID, made now.
    public func newID<Noun>(_: Noun.Type = Noun.self) -> ID<Noun> { .timed(at: now, by: random) }
}
