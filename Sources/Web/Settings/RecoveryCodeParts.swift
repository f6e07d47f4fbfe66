import Alongside
import Kernel
import Markup
import Storage
import Words

/// The recovery code in plain words, and the buttons with which an organiser says where it is. The code itself stands on no page.
enum RecoveryCodeParts {
    /// What the buttons send.
    private enum Verb: String { case kept = "code-kept", entrusted = "code-entrusted", doubted = "code-doubted" }

    /// The name of whoever said where it is.
    static func keeper(_ standing: RecoveryStanding?, _ visit: Visit, _ connection: any Connection) throws -> String? {
        guard let person = standing?.said?.by else { return nil }
        return try PersonStore.cards(of: [person], in: visit.house, group: visit.group.id, connection)[person]?.alias
    }

    /// What it is, where it was shown, how to make a new one; with the buttons as long as nobody has said where it is. After that what was said, by
    /// `keeper`, and directly below it the way back.
    static func words(_ standing: RecoveryStanding, by keeper: String?, _ visit: Visit, from page: DeskSite) -> HTML {
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
            return """
                \(said(standing, by: keeper, visit))\(button(say("recovery.doubt"), .quiet, .doubted))\(beside)<p>\(say("recovery.what"))</p>\(new)
                """
        }
    }

    private static func said(_ standing: RecoveryStanding, by keeper: String?, _ visit: Visit) -> HTML {
        let say = visit.say
        return HTML.when(standing.said) { said in
            let words: [String: Argument] = [
                "name": .text(keeper ?? say("desk.someone")), "time": .made(say.dayAndTime(said.at, zone: visit.zone, now: visit.now)),
            ]
            if case .entrusted = standing { return "<p>\(say("recovery.entrusted", words))</p>" }
            return "<p>\(say("recovery.kept", words))</p>"
        }
    }

    /// Records what a button says; false for a button of something else.
    static func act(_ form: Submission, _ visit: Visit) async throws -> Bool {
        guard let verb = Verb(rawValue: form["do"]) else { return false }
        let (house, group, actor) = (visit.house, visit.group.id, visit.actor)
        switch verb {
        case .kept, .entrusted:
            // The file is looked for here, before anything is written: no other writer waits for a disk.
            let keep = KeepRecoveryCode(try visit.id(form["code"]), verb == .kept ? .paper : .keeper, isBeside: house.hasCodeBeside)
            try await house.database.write { try keep.run($0, in: house, group: group, by: actor) }
        case .doubted:
            try await house.database.write { try DoubtRecoveryCode().run($0, in: house, group: group, by: actor) }
        }
        return true
    }
}
