import Alongside
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
public import Logging
import NIOCore
import ServiceLifecycle
public import Web

/// The HTTP server in front of the pages. It passes on what `WebRequest` has room for and nothing else: no address, no user agent.
public struct Server: Sendable {
    let front: Front
    let host: String
    let port: Int
    let logger: Logger
    /// Called once it listens, with the port that was found.
    let onListening: @Sendable (Int) async -> Void

    public init(front: Front, host: String, port: Int, logger: Logger, onListening: @escaping @Sendable (Int) async -> Void) {
        self.front = front
        self.host = host
        self.port = port
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the task is cancelled or the process is told to stop.
    public func application() -> some ApplicationProtocol {
        Application(
            responder: FrontResponder(front: front),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }
}

/// Between the server and the pages: it reads the body up to what the address may have, and writes the answer.
struct FrontResponder: HTTPResponder {
    typealias Context = BasicRequestContext
    let front: Front

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let (path, query) = Self.split(request.head.path ?? "/")
        var web = WebRequest(
            method: WebRequest.Method(rawValue: request.method.rawValue) ?? .other,
            path: path,
            query: query,
            contentType: request.headers[.contentType],
            acceptLanguage: request.headers[.acceptLanguage],
            cookies: Self.cookies(request.headers[.cookie]),
            origin: request.headers[.origin],
            fetchSite: HTTPField.Name("sec-fetch-site").flatMap { request.headers[$0] },
            ifNoneMatch: request.headers[.ifNoneMatch]
        )
        if web.method == .post {
            guard let body = try await collect(request, most: Front.mostBytes(at: path)) else {
                return Response(status: .contentTooLarge, headers: [.connection: "close"])
            }
            web.body = body
        }
        let answer = await front.answer(web)
        var headers = HTTPFields()
        // Who comes again over a connection that is kept would come to a program that is gone.
        if front.isStopping { headers[.connection] = "close" }
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return Response(
            status: .init(code: answer.status),
            headers: headers,
            body: web.method == .head ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// Nil when the body is larger than may be.
    private func collect(_ request: Request, most: Int) async throws -> [UInt8]? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most { return nil }
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= most else { return nil }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    /// The path decoded, and the query as names with their first values.
    static func split(_ target: String) -> (path: String, query: [String: String]) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(halves[0]).removingPercentEncoding ?? "/\u{FFFD}"
        guard halves.count > 1 else { return (path, [:]) }
        var query: [String: String] = [:]
        for pair in halves[1].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0]).removingPercentEncoding ?? ""
            let value = sides.count > 1 ? sides[1].replacing("+", with: " ").removingPercentEncoding ?? "" : ""
            if query[name] == nil { query[name] = value }
        }
        return (path, query)
    }

    static func cookies(_ header: String?) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in (header ?? "").split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { continue }
            cookies[sides[0].trimmingCharacters(in: .whitespaces)] = String(sides[1])
        }
        return cookies
    }
}
