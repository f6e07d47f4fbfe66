import Markup

/// The problems of a form at its head: those of fields as links, those of no field as sentences. Every page with a form has them from here.
enum Problems {
    /// `losesSecret` where a passphrase was typed, which has to be typed once more. Whether a file was sent, which has to be chosen once more, is known.
    static func summary(_ typed: Typed, _ visit: Visit, losesSecret: Bool = false) -> ErrorSummary {
        let lost: ErrorSummary.Lost = losesSecret ? .secret : typed.form?.hasFile == true ? .file : .nothing
        return FieldProblems(typed.problem, say: visit.say).summary(lost: lost)
    }
}
