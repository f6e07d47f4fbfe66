import Hummingbird
import Logging
import NIOCore

/// Answers `GET /metrics` on a port of its own, which no neighbour sees.
struct MetricsServer: Sendable {
    let readings: Readings
    let address: MetricsAddress
    let logger: Logger
    let onListening: @Sendable (Int) async -> Void

    func application() -> some ApplicationProtocol {
        Application(
            responder: MetricsResponder(readings: readings),
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port), serverName: nil),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? address.port) },
            logger: logger
        )
    }
}

private struct MetricsResponder: HTTPResponder {
    typealias Context = BasicRequestContext
    let readings: Readings

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard request.uri.path == "/metrics" else { return Response(status: .notFound) }
        guard request.method == .get || request.method == .head else { return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"]) }
        let text = await readings.text()
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: request.method == .head ? .init() : .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
