/// A file or a photograph.
public struct FileField: Component {
    var name: String
    var label: String
    var accept: String?
    var several: Bool
    var hint: String?
    var problem: String?
    var required: Bool
    var disabled: Bool
    var id: String

    /// Pictures as phones make them: JPEG, PNG, WebP, HEIC, AVIF.
    public static let pictures = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"

    /// `accept` is HTML's list of media types and endings, such as `FileField.pictures` or `.csv,text/csv`. The camera is never forced:
    /// many people hold the receipt as a picture already.
    public init(
        _ name: String, label: String, accept: String? = nil, several: Bool = false, hint: String? = nil, problem: String? = nil,
        required: Bool = false, disabled: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.accept = accept
        self.several = several
        self.hint = hint
        self.problem = problem
        self.required = required
        self.disabled = disabled
        self.id = id ?? name
    }

    public var html: HTML {
        let field = Field(id: id, label: label, hint: hint, problem: problem)
        return field.around(
            """
            <input type="file" id="\(id)" name="\(name)"\(attribute: "accept", accept)\(field.ties)\(flag: "multiple", several)\
            \(flag: "required", required)\(flag: "disabled", disabled)>
            """
        )
    }
}
