import Kernel

/// A passphrase as it was typed where somebody chooses it.
enum TypedPassphrase {
    /// Without scripts it may have been typed a second time; then both must be alike. Who left the second field empty did not want it.
    static func new(_ form: Submission) -> Result<String, Problem> {
        guard let again = form.text("passphrase-again"), again != form["passphrase"] else { return .success(form["passphrase"]) }
        return .failure(.invalid("passphrase-again", "problem.passphrase.again"))
    }
}
