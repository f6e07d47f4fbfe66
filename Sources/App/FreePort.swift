import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ports, before the server listens.
enum FreePort {
    /// A port that is free now, for `--listen HOST:0`: links are written before the server listens, so the number must be known.
    static func find(host: String) async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: host, port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }

    /// Says in plain words that the address cannot be had, before anything is made or printed for it.
    static func check(host: String, port: Int) async throws {
        do {
            let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            try await bootstrap.bind(host: host, port: port).get().close()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Refusal("Something else already listens on \(host):\(port). Stop it, or name another address with --listen.")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Refusal("This account may not listen on port \(port). Name one above 1023 with --listen.")
        }
    }
}
