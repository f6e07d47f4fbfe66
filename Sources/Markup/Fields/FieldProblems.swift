public import Kernel
public import Words

/// What a form could not take, sorted by field: the sentence for each field, and the summary that links to them.
///
///     let problems = FieldProblems(problem, say: say)
///     "\(problems.summary)\(TextField("reach", label: …, problem: problems["reach"]))"
public struct FieldProblems: Sendable {
    private let items: [ErrorSummary.Item]
    private let say: Wording

    /// `problem` is what a use case or a decoder threw, with its others; nil when there is nothing to mend.
    public init(_ problem: Problem?, say: Wording) {
        items = (problem?.each ?? []).map { ErrorSummary.Item(field: $0.field, say.text(of: $0)) }
        self.say = say
    }

    public var isEmpty: Bool { items.isEmpty }

    /// The sentence for the field of this name; the first when there are several.
    public subscript(field: String) -> String? { items.first { $0.field == field }?.sentence }

    /// All of them, each linked to its field; prints nothing when there are none. Stands right after the page's heading.
    public var summary: ErrorSummary { ErrorSummary(items, say: say) }
}
