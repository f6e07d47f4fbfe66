public import Words

/// A passphrase. With scripts a button shows what is typed; without, a new one can be typed a second time, so that nobody locks themselves out by a slip.
/// Both are there to be pasted into, and nothing that was typed ever comes back into a page.
public struct SecretField: Component {
    var name: String
    var label: String
    var hint: String?
    var problem: String?
    var isNew: Bool
    var again: String?
    var required: Bool
    var say: Wording

    /// - Parameters:
    ///   - isNew: it is chosen here, so that a browser offers to make and keep one.
    ///   - again: the problem of the second field, which is called `name` and `-again`.
    public init(
        _ name: String, label: String, hint: String? = nil, problem: String? = nil, isNew: Bool, again: String? = nil, required: Bool = false,
        say: Wording
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.problem = problem
        self.isNew = isNew
        self.again = again
        self.required = required
        self.say = say
    }

    public var html: HTML {
        let autocomplete = isNew ? "new-password" : "current-password"
        let field = Field(id: name, label: label, hint: hint, problem: problem)
        let second: HTML = HTML.when(isNew) {
            """
            <noscript>\(TextField(
                "\(name)-again", label: say("markup.secret.again"), hint: say("markup.secret.again.hint"), problem: again, kind: .secret,
                autocomplete: autocomplete, maxlength: 200
            ))</noscript>
            """
        }
        return field.around(
            """
            <div class="secret"><input type="password" id="\(name)" name="\(name)" dir="ltr" autocomplete="\(autocomplete)" maxlength="200"\(field.ties)\
            \(flag: "required", required)><button type="button" class="button button-quiet" data-shows="\(name)" aria-pressed="false" hidden>\
            \(say("markup.secret.show"))</button></div>
            """
        ) + second
    }
}
