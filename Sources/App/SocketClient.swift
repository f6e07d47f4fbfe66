import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Sends a command to the server of a folder and passes its answer on.
struct SocketClient {
    /// What fits into the system's address of a socket.
    static let longestPath = 107

    let folder: DataFolder

    func run(_ command: some FolderCommand, _ console: Console) throws {
        guard folder.socket.utf8.count <= Self.longestPath else {
            throw Refusal(
                "\(folder.path) is being served, and its path is too long for commands to reach the server. Stop the server first, or name the folder by a shorter path in both."
            )
        }
        let connection = try connect()
        defer { close(connection) }
        let request = SocketRequest(command: type(of: command).name, body: try JSONEncoder().encode(command), isTerminal: console.isTerminal)
        try send([UInt8](try JSONEncoder().encode(request)) + [UInt8(ascii: "\n")], to: connection)

        var pending: [UInt8] = []
        while let bytes = receive(from: connection) {
            pending += bytes
            // Only what is new can end a line: one line may be megabytes long.
            guard bytes.contains(UInt8(ascii: "\n")) else { continue }
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = try JSONDecoder().decode(SocketLine.self, from: Data(pending[..<end]))
                pending.removeSubrange(...end)
                switch line {
                case .say(let text): console.say(text)
                case .tell(let text): console.tell(text)
                case .done: return
                case .refused(let text): throw Refusal(text)
                }
            }
        }
        throw Refusal("The server of \(folder.path) ended before it answered.")
    }

    private func connect() throws -> Int32 {
        #if canImport(Glibc)
            let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let connection = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard connection >= 0 else { throw Refusal("The system gave no socket.") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: folder.socket.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(connection, $0, length) }
        }
        guard answer == 0 else {
            close(connection)
            throw Refusal("\(folder.path) is in use by another process that does not answer at \(folder.socket). Is another command at work there?")
        }
        return connection
    }

    private func send(_ bytes: [UInt8], to connection: Int32) throws {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Refusal("The server of \(folder.path) hung up.") }
            left = left.dropFirst(count)
        }
    }

    private func receive(from connection: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? Array(buffer.prefix(count)) : nil
        }
    }
}
