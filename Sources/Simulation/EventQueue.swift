import Kernel

/// What is still to happen, earliest first; what happens at the same time happens in the order in which it was planned. A binary heap: O(log n) each.
struct EventQueue<Event: Sendable>: Sendable {
    private var heap: [(at: Instant, order: Int, event: Event)] = []
    private var planned = 0

    var isEmpty: Bool { heap.isEmpty }

    mutating func plan(_ event: Event, at instant: Instant) {
        planned += 1
        heap.append((instant, planned, event))
        var child = heap.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The next event up to and including `limit`.
    mutating func next(until limit: Instant) -> (at: Instant, event: Event)? {
        guard let first = heap.first, first.at <= limit else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) { least = child }
            guard least != parent else { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return (first.at, first.event)
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool { (heap[left].at, heap[left].order) < (heap[right].at, heap[right].order) }
}
