import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Listens on the owner-only socket in the data folder for commands, and runs them in the server's own process, one after the other.
struct SocketServer: Service {
    let open: OpenHouse
    let logger: Logger

    /// A request is a name and a few options.
    private static let mostBytes = 65_536

    func run() async throws {
        let path = open.folder.socket
        guard path.utf8.count <= SocketClient.longestPath else {
            logger.warning("The path of the data folder is too long for a socket: commands work only while the server is stopped.")
            try? await gracefulShutdown()
            return
        }
        // Nobody else can have left it: the folder is ours.
        unlink(path)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        chmod(path, 0o600)
        defer { unlink(path) }
        await cancelWhenGracefulShutdown {
            do {
                try await server.executeThenClose { connections in
                    for try await connection in connections { await answer(connection) }
                }
            } catch is CancellationError {
                // The program stops.
            } catch {
                logger.error("The command socket failed: \(PlainWords.of(error))")
            }
        }
    }

    private func answer(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var line: [UInt8] = []
                for try await part in inbound {
                    line += part.readableBytesView
                    if line.contains(UInt8(ascii: "\n")) || line.count > Self.mostBytes { break }
                }
                guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { return }
                let (lines, writer) = AsyncStream.makeStream(of: SocketLine.self)
                async let work: Void = run(Array(line[..<end]), writer)
                for await line in lines { try await outbound.write(ByteBuffer(bytes: line.bytes)) }
                await work
            }
        } catch {
            // Who sent the command has hung up; what it did stands.
            logger.notice("A command hung up before its answer ended.")
        }
    }

    private func run(_ line: [UInt8], _ writer: AsyncStream<SocketLine>.Continuation) async {
        defer { writer.finish() }
        do {
            let request = try JSONDecoder().decode(SocketRequest.self, from: Data(line))
            guard let type = FolderCommands.all.first(where: { $0.name == request.command }) else {
                throw Refusal("This server does not know \"\(request.command)\". Is it another release? Stop it first.")
            }
            let command = try JSONDecoder().decode(type, from: request.body)
            let console = Console(say: { writer.yield(.say($0)) }, tell: { writer.yield(.tell($0)) }, isTerminal: request.isTerminal)
            try await command.run(on: open, console)
            writer.yield(.done)
        } catch {
            writer.yield(.refused(PlainWords.of(error)))
        }
    }
}
