import CProgram

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Another program that a test has started, with pipes to its input, output and errors.
///
/// It stands on `posix_spawn` and not on Foundation's `Process`, which asks `/proc/self/fd` for every open file and reads past the end of that
/// list now and then: with the thousand files that all tests together hold open, that brings the test process down.
public final class StartedProgram: Sendable {
    /// How it ended.
    public enum End: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// What could not be done, with the errno.
    public struct Fault: Error, Equatable {
        public let call: String
        public let errno: Int32
    }

    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: Int32

    /// Starts `path` with the environment of the test process. Of its descriptors it has only the three pipes.
    public init(_ path: String, _ arguments: [String]) throws {
        let words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var ends: [Int32] = [-1, -1, -1]
        var started: pid_t = 0
        let error = cprogram_start(path, words, &ends, &started)
        guard error == 0 else { throw Fault(call: "posix_spawn \(path)", errno: error) }
        (process, input, output, errors) = (started, ends[0], ends[1], ends[2])
    }

    deinit {
        for end in [output, errors] { close(end) }
    }

    /// Types `text` and ends its input. To be called once; without it the program waits for more.
    public func type(_ text: String) throws {
        defer { close(input) }
        var left = text.utf8[...]
        while !left.isEmpty {
            let count = Array(left).withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Fault(call: "write", errno: errno) }
            left = left.dropFirst(count)
        }
    }

    /// What it prints up to and with the line that begins with `start`, or all of it when it ends before.
    public func lines(until start: String) -> [String] {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            let lines = text.split(separator: "\n").map(String.init)
            if text.hasSuffix("\n"), lines.contains(where: { $0.hasPrefix(start) }) { return lines }
            let part = Self.part(of: output)
            if part.isEmpty { return lines }
            bytes += part
        }
    }

    /// All that it still prints, after which it is gone. A program may write at most what a pipe holds to its errors.
    public func rest() -> (output: String, errors: String) { (Self.all(of: output), Self.all(of: errors)) }

    /// Asks it to stop, as a service manager does.
    public func terminate() { kill(process, SIGTERM) }

    /// Waits for its end. To be called once.
    public func end() throws -> End {
        var status: Int32 = 0
        while waitpid(process, &status, 0) != process {
            guard errno == EINTR else { throw Fault(call: "waitpid", errno: errno) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }

    private static func all(of end: Int32) -> String {
        var bytes: [UInt8] = []
        while case let part = part(of: end), !part.isEmpty { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What is there next; empty at the end.
    private static func part(of end: Int32) -> ArraySlice<UInt8> {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(end, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            return chunk[..<max(0, count)]
        }
    }
}
