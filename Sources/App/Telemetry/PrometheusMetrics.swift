import Metrics
import Synchronization

/// Everything that is measured, kept in memory and written as Prometheus reads it (text format 0.0.4). A measure that is not in the list of `Measure` is
/// not kept, so that no library puts labels of its own beside ours.
final class PrometheusMetrics: MetricsFactory {
    private struct Key: Hashable {
        var name: String
        var labels: String
    }

    private let series = Mutex<[Key: any Series]>([:])

    /// The whole, one family after the other in the order of their names.
    func text() -> String {
        let found = series.withLock { $0 }
        let families = Dictionary(grouping: found, by: \.key.name)
        var out = ""
        for measure in Measure.allCases.sorted(by: { $0.name < $1.name }) {
            guard let family = families[measure.name] else { continue }
            out += "# HELP \(measure.name) \(measure.help)\n# TYPE \(measure.name) \(measure.kind.rawValue)\n"
            for (key, series) in family.sorted(by: { $0.key.labels < $1.key.labels }) { series.write(key.name, key.labels, to: &out) }
        }
        return out
    }

    // MARK: What swift-metrics asks of a factory

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        made(label, dimensions) { CounterSeries() } ?? CounterSeries()
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { made(label, dimensions) { GaugeSeries() } ?? GaugeSeries() }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return made(label, dimensions) { GaugeSeries() } ?? GaugeSeries() }
        return made(label, dimensions) { HistogramSeries(bounds: HistogramSeries.sizes) } ?? HistogramSeries(bounds: [])
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        made(label, dimensions) { HistogramSeries(bounds: HistogramSeries.seconds) } ?? HistogramSeries(bounds: [])
    }

    /// The one series of this name and these labels; nil when it is none of ours.
    private func made<Kind: Series>(_ name: String, _ dimensions: [(String, String)], _ make: () -> Kind) -> Kind? {
        guard Measure(rawValue: name) != nil else { return nil }
        let key = Key(name: name, labels: dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ","))
        return series.withLock { series in
            if let present = series[key] { return present as? Kind }
            let new = make()
            series[key] = new
            return new
        }
    }

    /// What is measured here is measured until the program ends.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
