import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One short run of another program: input in, output out, and its end whatever happens.
public enum Child {
    /// How it went.
    public struct Outcome: Sendable {
        public enum End: Equatable, Sendable {
            case exited(Int32)
            case signalled(Int32)
            /// It was stopped because its time was up.
            case outOfTime
            /// It was stopped because it wrote more than it may.
            case tooMuchOutput
            /// It could not be started; the errno.
            case notStarted(Int32)
        }

        public var end: End
        public var output: [UInt8] = []
    }

    /// Blocks until the child is gone, at most `milliseconds` and a moment. `executable` is a path; the child has no variables of the environment.
    public static func run(_ executable: String, _ arguments: [String], input: [UInt8], outputLimit: Int, milliseconds: Int) -> Outcome {
        let deadline = now + milliseconds
        var connection: Int32 = -1
        var child: pid_t = 0
        let error = start(executable, arguments, &connection, &child)
        guard error == 0 else { return Outcome(end: .notStarted(error)) }
        var outcome = Outcome(end: .exited(0))
        let stopped = talk(connection, input, outputLimit, deadline, &outcome.output)
        close(connection)
        if stopped != nil { kill(child, SIGKILL) }
        let ended = reap(child, deadline)
        outcome.end = stopped ?? ended
        return outcome
    }

    private static func start(_ executable: String, _ arguments: [String], _ connection: inout Int32, _ child: inout pid_t) -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        // Nothing of ours but where the program finds its libraries.
        let name = "LD_LIBRARY_PATH"
        var environment: [UnsafeMutablePointer<CChar>?] = getenv(name).map { [strdup("\(name)=\(String(cString: $0))")] } ?? []
        environment.append(nil)
        defer { for word in words + environment { free(word) } }
        return cposix_start_child(executable, &words, &environment, &connection, &child)
    }

    /// Sends the input and gathers the output until the child closes its side. Says why it has to be stopped; nil when it has not.
    private static func talk(
        _ connection: Int32, _ input: [UInt8], _ outputLimit: Int, _ deadline: Int, _ output: inout [UInt8]
    ) -> Outcome.End? {
        var sent = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var isSending = true
        while true {
            if isSending, sent == input.count {
                shutdown(connection, Int32(SHUT_WR))
                isSending = false
            }
            var wish = pollfd(fd: connection, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let left = deadline - now
            guard left > 0 else { return .outOfTime }
            guard poll(&wish, 1, Int32(clamping: left)) > 0 else { continue }
            if isSending, wish.revents & Int16(POLLOUT | POLLERR | POLLHUP) != 0 {
                let count = input[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, withoutWaiting) }
                if count >= 0 {
                    sent += count
                } else if errno != EAGAIN, errno != EINTR {
                    // It refused before it had read all: its exit code says why.
                    isSending = false
                }
            }
            guard wish.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
            let count = recv(connection, &chunk, chunk.count, withoutWaiting)
            if count > 0 {
                output += chunk[..<count]
                guard output.count <= outputLimit else { return .tooMuchOutput }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                return nil
            }
        }
    }

    /// Waits for the end, and stops a child that closed its output but lives on.
    private static func reap(_ child: pid_t, _ deadline: Int) -> Outcome.End {
        var status: Int32 = 0
        var wasStopped = false
        while true {
            let gone = waitpid(child, &status, wasStopped ? 0 : WNOHANG)
            if gone == child { break }
            if gone < 0, errno != EINTR { return .notStarted(errno) }
            if now >= deadline {
                kill(child, SIGKILL)
                wasStopped = true
            } else if gone == 0 {
                poll(nil, 0, 1)
            }
        }
        if wasStopped { return .outOfTime }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }

    private static let withoutWaiting = Int32(truncatingIfNeeded: Int(MSG_DONTWAIT) | Int(MSG_NOSIGNAL))

    /// Milliseconds of a clock that nobody sets.
    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
    }
}
