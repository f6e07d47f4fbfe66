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
        let parameters = before + [("dbname", url)] + after
        var words = parameters.map { strdup($0.0) } + [nil]
        var values = parameters.map { strdup($0.1) } + [nil]
        defer { for text in words + values { free(text) } }
        let made = words.withUnsafeMutableBufferPointer { words in
            values.withUnsafeMutableBufferPointer { values in
                words.withMemoryRebound(to: UnsafePointer<CChar>?.self) { words in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
                        PQconnectdbParams(words.baseAddress, values.baseAddress, 1)
                    }
                }
            }
        }
        guard let made else { throw .disconnected("no memory for a connection") }
        guard PQstatus(made) == CONNECTION_OK else {
            let said = self.words(of: made)
            PQfinish(made)
            throw .disconnected(said)
        }
        return made
    }

    /// libpq's words on what went wrong. They name host and port, never the password.
    static func words(of link: OpaquePointer) -> String {
        (PQerrorMessage(link).map { String(cString: $0) } ?? "").split(separator: "\n").joined(separator: " ")
    }

    /// Returns when there is something to be had, or the connection is gone; nil as `patience` waits for ever.
    ///
    /// - Throws: when nothing at all came for so long.
    static func wait(on link: OpaquePointer, no patience: Span?) throws(PostgresFailure) {
        // What came with the last read may hold more than one answer; with TLS some of it may lie unread in the library.
        while PQisBusy(link) == 1, PQconsumeInput(link) == 1, PQisBusy(link) == 1 {
            var socket = pollfd(fd: PQsocket(link), events: Int16(POLLIN), revents: 0)
            let found = poll(&socket, 1, patience.map { Int32(clamping: $0.milliseconds) } ?? -1)
            if found == 0 { throw .disconnected("the server has not answered for \(patience?.milliseconds ?? 0) ms") }
            if found < 0, errno != EINTR { return }
        }
    }
}
