import CPostgres
import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a connection is made, and how long it is waited for.
enum PostgresDoor {
    /// What an address may say otherwise: a server that does not answer is given up within seconds, and so is a cable that was pulled out. Milliseconds for
    /// the last, seconds for the rest.
    private static let before = [
        ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
        ("fallback_application_name", "alongside"),
    ]

    /// What an address may not change. A pooler keeps it for each of its clients.
    private static let after = [("client_encoding", "UTF8")]

    /// Connects, which blocks until the server answers or the address's `connect_timeout` is over, once for each of its hosts.
    static func connect(to url: String) throws(PostgresFailure) -> OpaquePointer {
        let made = with(before + [("dbname", url)] + after) { PQconnectdbParams($0, $1, 1) }
        guard let made else { throw .disconnected("no memory for a connection") }
        guard PQstatus(made) == CONNECTION_OK else {
            let said = self.words(of: made)
            PQfinish(made)
            throw .disconnected(said)
        }
        return made
    }

    private typealias Texts = UnsafePointer<UnsafePointer<CChar>?>?

    /// Hands over names and values as libpq takes them.
    private static func with<Output>(_ parameters: [(String, String)], _ body: (Texts, Texts) -> Output) -> Output {
        var names = parameters.map { strdup($0.0) } + [nil]
        var values = parameters.map { strdup($0.1) } + [nil]
        defer { for text in names + values { free(text) } }
        return names.withUnsafeMutableBufferPointer { names in
            values.withUnsafeMutableBufferPointer { values in
                names.withMemoryRebound(to: UnsafePointer<CChar>?.self) { names in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in body(names.baseAddress, values.baseAddress) }
                }
            }
        }
    }

    /// libpq's words on what went wrong. They name host and port, never the password.
    static func words(of link: OpaquePointer) -> String {
        (PQerrorMessage(link).map { String(cString: $0) } ?? "").split(separator: "\n").joined(separator: " ")
    }

    /// How long a server may say nothing before it is asked over another connection whether it still lives, in milliseconds.
    private static let silence: Int64 = 5_000

    /// Returns when there is something to be had, or the connection is gone; nil as `patience` waits for as long as the server lives.
    ///
    /// - Throws: when nothing at all came for so long, or when the server answers nobody, as one whose machine is frozen.
    static func wait(on link: OpaquePointer, no patience: Span?) throws(PostgresFailure) {
        // What came with the last read may hold more than one answer; with TLS some of it may lie unread in the library.
        var silent: Int64 = 0
        while PQisBusy(link) == 1, PQconsumeInput(link) == 1, PQisBusy(link) == 1 {
            var socket = pollfd(fd: PQsocket(link), events: Int16(POLLIN), revents: 0)
            let slice = patience.map { min(silence, $0.milliseconds - silent) } ?? silence
            let found = poll(&socket, 1, Int32(clamping: slice))
            if found < 0, errno != EINTR { return }
            silent = found == 0 ? silent + slice : 0
            if let patience, silent >= patience.milliseconds { throw .disconnected("the server has not answered for \(silent) ms") }
            if silent > 0, !lives(link) { throw .disconnected("the server answers nobody") }
        }
    }

    /// Whether the server behind a connection answers another one, be it with a refusal.
    private static func lives(_ link: OpaquePointer) -> Bool {
        let place = [("host", PQhost(link)), ("port", PQport(link))].compactMap { name, value in value.map { (name, String(cString: $0)) } }
        let answer = with(place + [("connect_timeout", "3")]) { PQpingParams($0, $1, 0) }
        return answer == PQPING_OK || answer == PQPING_REJECT
    }
}
