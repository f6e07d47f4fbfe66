import NIOCore
import NIOPosix

/// A port that is free now, for `--listen HOST:0`: links are written before the server listens, so the number must be known.
enum FreePort {
    static func find(host: String) async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: host, port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
