public import Kernel

/// Takes out of memory what was opened for lookups and that nobody asked for in a while. The clock's work.
public enum DropIdle {
    /// How long something is kept without being used.
    public static let patience = Span.minutes(15)

    public static func run(in house: House) {
        let moment = house.now - patience
        house.lookups.dropIdle(since: moment)
        house.likenesses.dropIdle(since: moment)
    }
}
