import Dispatch
public import Kernel

/// Makes a safe picture of whatever a phone sends: a JPEG, PNG, WebP, HEIC or AVIF file becomes a bare, upright JPEG of bounded size.
///
/// Each file is decoded in a short-lived process of its own, two at a time. Make one reader a program and share it.
public struct PictureReader: Sendable {
    private let executable: String
    private let arguments: [String]
    private let patience: Span
    private let turnstile = Turnstile(places: 2, room: 32)

    /// The path of this program, which is right even after its file was replaced by a newer one.
    public static let thisProgram = "/proc/self/exe"

    /// - Parameters:
    ///   - executable: The program that answers `PictureWorker.subcommand` with `PictureWorker.run`.
    ///   - patience: How long one picture may take once its turn has come.
    public init(executable: String = thisProgram, patience: Span = .seconds(15)) {
        self.init(executable: executable, arguments: [PictureWorker.subcommand], patience: patience)
    }

    init(executable: String, arguments: [String], patience: Span) {
        self.executable = executable
        self.arguments = arguments
        self.patience = patience
    }

    /// Throws `problem.picture.kind` (no format that is taken), `.big` (over 20 MB or 40 megapixels), `.broken` (damaged or cut short), all of them
    /// invalid input, or `.busy` (too many pictures at once, or no answer in time). The caller adds the field.
    public func prepare(_ bytes: [UInt8]) async throws(Problem) -> PreparedPicture {
        do throws(PictureRefusal) {
            guard bytes.count <= PictureLimits.inputBytes else { throw .big }
            _ = try PictureHeader(bytes)
        } catch {
            throw error.problem
        }
        guard await turnstile.enter() else { throw Problem(.busy, "problem.picture.busy") }
        // Whoever hung up while waiting gets no process.
        let answer = Task.isCancelled ? .failure(Problem(.busy, "problem.picture.busy")) : await work(on: bytes)
        await turnstile.leave()
        return try answer.get()
    }

    private func work(on bytes: [UInt8]) async -> Result<PreparedPicture, Problem> {
        let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Child.Outcome, Never>) in
            // A thread that may block, which those of Swift's tasks may not.
            DispatchQueue.global().async {
                let outcome = Child.run(
                    executable, arguments, input: bytes, outputLimit: PictureLimits.outputBytes, milliseconds: Int(patience.milliseconds)
                )
                continuation.resume(returning: outcome)
            }
        }
        switch outcome.end {
        case .exited(0):
            if let picture = PreparedPicture(frame: outcome.output) { return .success(picture) }
            return .failure(PictureRefusal.broken.problem)
        case .exited(let code): return .failure((PictureRefusal(rawValue: code) ?? .broken).problem)
        case .signalled, .tooMuchOutput: return .failure(PictureRefusal.broken.problem)
        case .outOfTime: return .failure(Problem(.busy, "problem.picture.busy"))
        case .notStarted: return .failure(Problem(.broken, "problem.picture.busy"))
        }
    }
}
