import Markup

/// The problems of a form at its head: those of fields as links, those of no field as sentences. Every page with a form has them from here.
enum Problems {
    /// `losesSecret` where a passphrase was typed, which has to be typed once more.
    static func summary(_ typed: Typed, _ visit: Visit, losesSecret: Bool = false) -> ErrorSummary {
        FieldProblems(typed.problem, say: visit.say).summary(losesSecret: losesSecret)
    }
}
