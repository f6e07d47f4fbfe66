import Tracing

/// Where spans go. Nowhere, unless a tracer was put in: whoever builds with one writes `InstrumentationSystem.bootstrap(...)` into `bootstrap()`, for
/// example with the tracer of swift-otel, and every request, transaction and statement arrives there.
enum Tracers {
    /// The one place for a tracer: called once, before anything is served.
    static func bootstrap() {}

    /// Nil while there is none, so that nobody pays for spans that go nowhere.
    static var present: (any Tracer)? {
        let tracer = InstrumentationSystem.tracer
        return tracer is NoOpTracer ? nil : tracer
    }
}
