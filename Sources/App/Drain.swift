import Alongside
import Kernel
import ServiceLifecycle

/// The moment between being told to stop and stopping: readiness goes off at once, and requests are answered on until a proxy has noticed. As the last of
/// the services it is the first that is told to end.
struct Drain: Service {
    let readiness: Readiness
    let moment: Span

    func run() async throws {
        try await gracefulShutdown()
        readiness.stop()
        guard readiness.wasAsked else { return }
        try await Task.sleep(for: .milliseconds(moment.milliseconds))
    }
}
