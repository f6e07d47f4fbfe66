/// Lets a few in at a time, the others in the order in which they came.
actor Turnstile {
    private var free: Int
    private let room: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// `places` inside at once; at most `room` wait outside.
    init(places: Int, room: Int) {
        free = places
        self.room = room
    }

    /// Returns true when inside (call `leave` once); false at once when there is no room left to wait in.
    func enter() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < room else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    /// How many wait outside.
    var waitingCount: Int { waiting.count }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
