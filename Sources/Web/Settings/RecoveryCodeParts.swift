import Alongside
import Kernel
import Markup
import Storage
import Words

/// The recovery code in plain words, and the button with which an organiser says that it is on paper. The code itself stands on no page.
enum RecoveryCodeParts {
    /// What the button sends.
    static let verb = "code-kept"

    /// What it is, where it was shown, how to make a new one; with the button as long as nobody has said that it is kept.
    static func words(_ standing: RecoveryStanding, _ visit: Visit, from page: DeskSite) -> HTML {
        let say = visit.say
        let new: HTML = "<p class=\"detail\">\(say("recovery.new"))</p>"
        switch standing {
        case .none:
            return "<p>\(say("recovery.what"))</p><p>\(say("recovery.none"))</p>"
        case .unconfirmed(let code):
            let button = SettingsParts.button(
                visit, say("recovery.confirm"), .primary, do: verb, at: visit.to(page), [("code", code.text)]
            )
            return
                "<p>\(say("recovery.what"))</p><p>\(say("recovery.where", ["ending": .code(".recovery-code")]))</p><p>\(say("recovery.paper"))</p>\(button)\(new)"
        case .kept: return "<p>\(say("recovery.what"))</p>\(new)"
        }
    }

    /// Records what the button says.
    static func keep(_ form: Submission, _ visit: Visit) async throws {
        let keep = KeepRecoveryCode(try visit.id(form["code"]))
        let (house, group, actor) = (visit.house, visit.group.id, visit.actor)
        try await house.database.write { try keep.run($0, in: house, group: group, by: actor) }
    }
}
