import Kernel

extension Turns {
    /// Ends this node's turn before its time, because it failed: the next node that asks has it. Nothing happens where it is another node's by now.
    public static func giveBack(_ name: String, in house: House) async throws {
        _ = try await take(name, until: Instant(milliseconds: 0), in: house)
    }
}
