import Metrics
import Storage
import Synchronization
import Web

/// What is counted while the program works. It is there only where somebody asked for it, so that nobody else pays for it.
final class Telemetry: Sendable {
    private struct Request: Hashable {
        var route: String
        /// 2 for 200 to 299, and so on.
        var statusClass: Int
    }

    let metrics: PrometheusMetrics
    private let requests = Mutex<[Request: Counter]>([:])
    private let durations = Mutex<[String: Metrics.Timer]>([:])
    private let batches: Recorder
    private let retries: Counter

    init(_ metrics: PrometheusMetrics = PrometheusMetrics()) {
        self.metrics = metrics
        batches = Recorder(label: Measure.batchWrites.name, factory: metrics)
        retries = Counter(label: Measure.retries.name, factory: metrics)
    }

    /// For the engine to tell of itself.
    var watch: DatabaseWatch {
        let (batches, retries) = (batches, retries)
        return DatabaseWatch(onBatch: { batches.record($0) }, onRetry: { retries.increment() })
    }

    func answered(_ route: String, status: Int, in duration: Duration) {
        let request = Request(route: route, statusClass: status / 100)
        let counter = requests.withLock { requests in
            if let counter = requests[request] { return counter }
            let labels = [("route", route), ("status", "\(request.statusClass)xx")]
            let counter = Counter(label: Measure.requests.name, dimensions: labels, factory: metrics)
            requests[request] = counter
            return counter
        }
        let timer = durations.withLock { durations in
            if let timer = durations[route] { return timer }
            let timer = Metrics.Timer(label: Measure.requestSeconds.name, dimensions: [("route", route)], factory: metrics)
            durations[route] = timer
            return timer
        }
        counter.increment()
        timer.recordNanoseconds(duration.nanoseconds)
    }

    /// Sets what is not counted but read.
    func set(_ measure: Measure, _ value: Double, _ labels: [(String, String)] = []) {
        Meter(label: measure.name, dimensions: labels, factory: metrics).set(value)
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
