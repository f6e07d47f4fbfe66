import Metrics
import Synchronization

/// One line, or for a histogram one block of lines, of the exposition.
protocol Series: AnyObject, Sendable {
    func write(_ name: String, _ labels: String, to out: inout String)
}

/// What only grows.
final class CounterSeries: Series, CounterHandler {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }

    func write(_ name: String, _ labels: String, to out: inout String) {
        out += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value.load(ordering: .relaxed))\n"
    }
}

/// What goes up and down.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, _ labels: String, to out: inout String) {
        out += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Plain.number(value.withLock { $0 }))\n"
    }
}

/// How often something was at most so long, or so large.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    /// From a millisecond to ten seconds: what a page takes, and what people give up at.
    static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Up to the most that one batch of writes holds.
    static let sizes: [Double] = [1, 2, 4, 8, 16, 32, 64]

    private let bounds: [Double]
    /// How many fell under each bound and above the one before; the last for what is above all.
    private let content: Mutex<(counts: [Int64], sum: Double)>

    init(bounds: [Double]) {
        self.bounds = bounds
        content = Mutex((Array(repeating: 0, count: bounds.count + 1), 0))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        content.withLock { content in
            content.counts[index] += 1
            content.sum += value
        }
    }

    func write(_ name: String, _ labels: String, to out: inout String) {
        let (counts, sum) = content.withLock { $0 }
        let before = labels.isEmpty ? "" : labels + ","
        var total: Int64 = 0
        for (count, bound) in zip(counts, bounds.map(Plain.number) + ["+Inf"]) {
            total += count
            out += "\(name)_bucket{\(before)le=\"\(bound)\"} \(total)\n"
        }
        let own = labels.isEmpty ? "" : "{\(labels)}"
        out += "\(name)_sum\(own) \(Plain.number(sum))\n\(name)_count\(own) \(total)\n"
    }
}

private enum Plain {
    /// A whole number without a point.
    static func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value) }
}
