import Alongside
import Kernel
import Markup
import Storage
import Words

/// The recovery code in plain words, and the buttons with which an organiser says where it is. The code itself stands on no page.
enum RecoveryCodeParts {
    /// What the buttons send.
    private enum Verb: String { case kept = "code-kept", entrusted = "code-entrusted", doubted = "code-doubted" }

    /// What it is, where it was shown, how to make a new one; with the buttons as long as nobody has said where it is, and with the way back after that.
    static func words(_ standing: RecoveryStanding, _ visit: Visit, from page: DeskSite) -> HTML {
        let say = visit.say
        func button(_ label: String, _ kind: Button.Kind, _ verb: Verb, _ more: [(String, String)] = []) -> HTML {
            SettingsParts.button(visit, label, kind, do: verb.rawValue, at: visit.to(page), more)
        }
        let new: HTML = "<p class=\"detail\">\(say("recovery.new"))</p>"
        let isBeside = visit.house.hasCodeBeside
        let beside: HTML = HTML.when(isBeside) { Notice(.waiting, say("recovery.beside")).html }
        switch standing {
        case .none:
            return "<p>\(say("recovery.what"))</p><p>\(say("recovery.none"))</p>"
        case .unconfirmed(let code):
            let paper: HTML =
                isBeside ? beside : "<p>\(say("recovery.paper"))</p>\(button(say("recovery.confirm"), .primary, .kept, [("code", code.text)]))"
            return """
                <p>\(say("recovery.what"))</p><p>\(say("recovery.where", ["ending": .code(".recovery-code")]))</p>\(paper)\
                <p>\(say("recovery.entrust.hint"))</p>\(button(say("recovery.entrust"), .secondary, .entrusted, [("code", code.text)]))\(new)
                """
        case .kept, .entrusted:
            return "\(beside)<p>\(say("recovery.what"))</p>\(button(say("recovery.doubt"), .quiet, .doubted))\(new)"
        }
    }

    /// Records what a button says; false for a button of something else.
    static func act(_ form: Submission, _ visit: Visit) async throws -> Bool {
        guard let verb = Verb(rawValue: form["do"]) else { return false }
        let (house, group, actor) = (visit.house, visit.group.id, visit.actor)
        switch verb {
        case .kept, .entrusted:
            let keep = KeepRecoveryCode(try visit.id(form["code"]), verb == .kept ? .paper : .keeper)
            try await house.database.write { try keep.run($0, in: house, group: group, by: actor) }
        case .doubted:
            try await house.database.write { try DoubtRecoveryCode().run($0, in: house, group: group, by: actor) }
        }
        return true
    }
}
