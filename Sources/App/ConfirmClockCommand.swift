import Alongside
import Storage

/// `alongside confirm-clock`: a person says that the machine's clock is right, after a long power-off or when it was wrong before.
public struct ConfirmClockCommand: FolderCommand {
    public static let name = "confirm-clock"

    public init() {}

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let house = open.house
        // Past the guard: a clock that is behind is the very thing that may be confirmed.
        try await open.database.write { try ConfirmClock().run($0, in: house, by: .command) }
        console.say("The clock is confirmed: \(NightWords.time(house.now)).")
        for line in NightWords.lines(try await Nightly(house).run(whole: true)) { console.say(line) }
    }
}
