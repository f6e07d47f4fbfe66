import Alongside
import Kernel
import Markup
import Words

/// What a group says of itself first, in the language that fits best.
enum WelcomeWords {
    /// Nil when the group has written nothing yet.
    static func html(_ texts: [GroupText], of group: Group, _ say: Wording) -> HTML? {
        texts.best(.welcome, for: say.language, in: group).map { text in
            "<div lang=\"\(text.language.text)\" dir=\"\(text.language.isRightToLeft ? "rtl" : "ltr")\">\(Paragraphs(text.text))</div>"
        }
    }
}
