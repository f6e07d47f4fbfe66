import Alongside
import Kernel
import Markup
import Words

/// What a group says of itself first, in the language that fits best.
enum WelcomeWords {
    /// Nil when the group has written nothing yet.
    static func html(_ texts: [GroupText], of group: Group, _ say: Wording) -> HTML? {
        texts.best(.welcome, for: say.language, in: group).map { OwnWords($0).html }
    }
}

/// What a group has written itself, in the language in which it stands there, which need not be the page's.
struct OwnWords: Component {
    let text: GroupText

    init(_ text: GroupText) { self.text = text }

    var html: HTML {
        "<div lang=\"\(text.language.text)\" dir=\"\(text.language.isRightToLeft ? "rtl" : "ltr")\">\(Paragraphs(text.text))</div>"
    }
}
