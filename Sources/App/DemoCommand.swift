public import Alongside
import Exchange
import Foundation
public import Kernel
import Simulation
import Storage
import StorageSQLite

/// `alongside demo`: makes a town full of made-up neighbours in a new folder.
public struct DemoCommand: Sendable {
    public var folder: DataFolder
    public var seed: UInt64
    /// Where everything made up that is still held goes, as JSON lines.
    public var people: String?
    /// The time at which the town is shown; the clock's own unless given.
    public var now: Instant
    /// What links in its messages begin with. It is not kept: whoever serves the town says where.
    public var publicURL: String?

    /// The address of a PostgreSQL server on which the town is kept; a file in the folder unless given.
    public var database: String?
    public var serverOptions: ServerOptions
    /// Whether it becomes a town at the height of a surge: of 25,000 asks and 3,000 helpers, unless others are named.
    public var surge: Bool
    public var asks: Int?
    public var helpers: Int?

    public init(
        folder: DataFolder, seed: UInt64, people: String? = nil, now: Instant? = nil,
        publicURL: String? = nil, database: String? = nil, serverOptions: ServerOptions = ServerOptions(), surge: Bool = false, asks: Int? = nil,
        helpers: Int? = nil
    ) {
        self.folder = folder
        self.seed = seed
        self.people = people
        self.now = now ?? TimeSource.system.now
        self.publicURL = publicURL
        self.database = database
        self.serverOptions = serverOptions
        self.surge = surge
        self.asks = asks
        self.helpers = helpers
    }

    /// Refuses a folder that has something in it.
    public func run(_ console: Console) async throws {
        guard try DatabasePlace.of(folder) == nil else {
            throw Refusal("There is an installation in \(folder.path) already.")
        }
        console.tell("Living through eight weeks of a made-up neighbourhood ...")
        let time = MovableTime(now - DemoTown.age)
        let open = try await OpenHouse.open(
            folder, publicURL: nil, address: publicURL ?? "http://127.0.0.1:8080", time: time.source,
            random: SeededRandomness(seed: seed), server: database, serverOptions: serverOptions, alone: true
        )
        do {
            var made = try await build(in: open.house, time)
            if surge { made = try await grow(open.house, to: size, console) }
            if let people { try await write(people, of: open.house) }
            console.say(
                "\(made.organisers) organisers, \(made.helpers) helpers, \(made.asks) asks, \(made.living) of them waiting or on the way."
            )
        } catch {
            try open.close()
            throw error
        }
        await open.leave()
        try open.close()
    }

    private func build(in house: House, _ time: MovableTime) async throws -> DemoTown.Made {
        let made = try await DemoTown(in: house, time: time, seed: seed) {
            try await Background.runAll(in: $0)
        }.build(until: now)
        guard let group = try await house.database.read({ try GroupStore.everyGroup($0).first }) else {
            return made
        }
        _ = try await ImportCommand.run(
            .bytes(Array(Self.sheet.utf8)), fileName: "asks-of-last-year.csv", in: house, group: group)
        return made
    }

    private var size: SurgeTown.Size {
        let whole = SurgeTown.Size.whole
        return SurgeTown.Size(asks: asks ?? whole.asks, helpers: helpers ?? whole.helpers)
    }

    /// Makes a surge of the town, tells each tenth of the way, and lets happen what happens by itself.
    private func grow(_ house: House, to size: SurgeTown.Size, _ console: Console) async throws -> DemoTown.Made {
        console.tell("Growing to \(size.asks) asks and \(size.helpers) helpers ...")
        try await SurgeTown(in: house, seed: seed, size: size) { done, all in
            let step = max(1, all / 10)
            if done / step != (done - SurgeTown.batch) / step { console.tell("\(done) of \(all) ...") }
        }.build()
        try await Background.runAll(in: house)
        return try await DemoTown.made(in: house)
    }

    /// The group's sheet from before: everybody in it was helped so long ago that nobody is kept.
    static let sheet = """
        Date,Name,Phone,Area,What do you need,Status,Closed on
        2020-04-02,Gwen Prosser,07700 900990,Mill Lane,Groceries,Done,2020-04-05
        2020-04-09,Kofi Ansah,07700 900991,Dock Street,Prescription,Done,2020-04-11
        2020-05-17,Marisol Quispe,07700 900992,Hill Top,Groceries,Done,2020-05-19
        sometime,Bea from the bakery,,,,,
        """

    private func write(_ path: String, of house: House) async throws {
        let held = try await house.database.read { connection in
            try GroupStore.everyGroup(connection).flatMap {
                try HeldText.all(in: house, group: $0, connection)
            }
        }
        let text = try held.map { try $0.line + "\n" }.joined()
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else {
            throw Refusal("\(path) cannot be written.")
        }
    }
}

extension Serve {
    /// The ways into a demo town.
    public static let demoLinks: @Sendable (House) async throws -> [(name: String, address: String)] =
        { try await DemoLinks.links($0) }
}
