import Markup
import Storage
import Words

/// Every component in every state.
struct StyleGuidePage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        Sheet(visit.say("front.styleGuide"), layout: .settings, scripts: ["copy.js", "keys.js", "show.js"], content: styleGuide(visit.say))
    }
}
