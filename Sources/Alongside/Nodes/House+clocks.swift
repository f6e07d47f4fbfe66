public import Kernel
public import Storage

extension House {
    /// What time it is by the database server's clock, as of the last look at it; by this machine's own where there is no server.
    public var serverNow: Instant { serverClock?.ahead.map { now - $0 } ?? now }

    /// Whether this node's clock is off while another node runs whose clock is right. Where there is none it goes on: the clock that is wrong may be the server's.
    public func hasWorseClockThanAnother(_ connection: any Connection) throws -> Bool {
        guard serverClock?.isOff == true, let seat else { return false }
        return try NodeStore.all(connection).contains { $0.id != seat.id && $0.isLiving(at: serverNow) && !$0.isClockOff }
    }
}
