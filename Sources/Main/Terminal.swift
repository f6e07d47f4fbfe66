import App

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Console {
    /// The process's own input and output.
    static let terminal = Console(
        say: { write($0 + "\n", to: 1) },
        tell: { write($0 + "\n", to: 2) },
        isTerminal: isatty(1) == 1,
        ask: { question in
            let isTyped = isatty(0) == 1
            if isTyped { write(question, to: 2) }
            return isTyped ? withoutEcho { readLine() } : readLine()
        }
    )

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Reads a secret without showing it.
    private static func withoutEcho(_ read: () -> String?) -> String? {
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return read() }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSANOW, &hidden)
        defer {
            tcsetattr(0, TCSANOW, &before)
            write("\n", to: 2)
        }
        return read()
    }
}
