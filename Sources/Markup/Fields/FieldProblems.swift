public import Kernel
public import Words

/// What a form could not take, sorted by field: the sentence for each field, and the summary that links to them. The one place that turns a problem into
/// both.
///
///     let problems = FieldProblems(problem, say: say)
///     "\(problems.summary())\(TextField("reach", label: …, problem: problems["reach"]))"
public struct FieldProblems: Sendable {
    private let items: [ErrorSummary.Item]
    private let say: Wording

    /// Sentences that could stand beside any field. Read away from it, nobody knows which one they mean: in the summary they follow the question.
    public static let fitsAnyField: Set<String> = [
        "problem.choice", "problem.required", "problem.tooLong", "problem.number.unclear", "problem.money.unclear", "problem.date.unclear",
        "problem.date.past", "settings.problem.range", "settings.problem.clock", "settings.problem.pause.message", "helping.problem.window.unclear",
        "problem.phone.letters", "problem.phone.long", "problem.phone.short", "money.problem.note.long",
    ]

    /// `problem` is what a use case or a decoder threw, with its others; nil when there is nothing to mend.
    public init(_ problem: Problem?, say: Wording) {
        items = (problem?.each ?? []).map {
            ErrorSummary.Item(field: $0.field, say.text(of: $0), needsQuestion: Self.fitsAnyField.contains($0.key))
        }
        self.say = say
    }

    public var isEmpty: Bool { items.isEmpty }

    /// The sentence for the field of this name; the first when there are several.
    public subscript(field: String) -> String? { items.first { $0.field == field }?.sentence }

    /// All of them, each linked to its field; prints nothing when there are none. Stands beside the page's heading.
    public func summary(lost: ErrorSummary.Lost = .nothing) -> ErrorSummary { ErrorSummary(items, lost: lost, say: say) }
}
