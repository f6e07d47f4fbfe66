import Alongside
import Kernel
import Markup
import Storage
import Words

/// The recovery code in plain words, and the buttons with which an organiser says where it is. The code itself stands on no page.
enum RecoveryCodeParts {
    /// What the buttons send.
    private enum Verb: String {
        case kept = "code-kept"
        case written = "code-written"
        case entrusted = "code-entrusted"
        case doubted = "code-doubted"

        /// Where it is, as the button says; nil for the one that takes that back.
        var place: KeepRecoveryCode.Place? {
            switch self {
            case .kept: .paper
            case .written: .written
            case .entrusted: .keeper
            case .doubted: nil
            }
        }
    }

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
        let beside = beside(visit)
        switch standing {
        case .none:
            return "<p>\(say("recovery.what"))</p><p>\(say("recovery.none"))</p>"
        case .unconfirmed(let code):
            // While the file lies there nobody is asked to say that it is kept apart, which it is not.
            let paper: HTML =
                isBeside
                ? "\(beside)\(button(say("recovery.written.button"), .primary, .written, [("code", code.text)]))"
                : "<p>\(say("recovery.paper"))</p>\(button(say("recovery.confirm"), .primary, .kept, [("code", code.text)]))"
            return """
                <p>\(say("recovery.what"))</p><p>\(say("recovery.where", ["ending": .code(".recovery-code")]))</p>\(paper)\
                <p>\(say("recovery.entrust.hint"))</p>\(button(say("recovery.entrust"), .secondary, .entrusted, [("code", code.text)]))\(new)
                """
        case .kept, .written, .entrusted:
            return """
                \(said(standing, by: keeper, visit))\(button(say("recovery.doubt"), .quiet, .doubted))\(beside)<p>\(say("recovery.what"))</p>\(new)
                """
        }
    }

    /// That the file with the code lies on the machine, and what takes it away.
    private static func beside(_ visit: Visit) -> HTML {
        let say = visit.say
        guard visit.house.hasCodeBeside, let file = visit.house.codeFile?.split(separator: "/").last else { return .empty }
        return Notice(
            .waiting, html: "<p>\(say("recovery.beside"))</p><p>\(say("recovery.beside.rid", ["command": .code("rm " + file)]))</p>"
        ).html
    }

    private static func said(_ standing: RecoveryStanding, by keeper: String?, _ visit: Visit) -> HTML {
        let say = visit.say
        return HTML.when(standing.said) { said in
            let words: [String: Argument] = [
                "name": .text(keeper ?? say("desk.someone")), "time": .made(say.dayAndTime(said.at, zone: visit.zone, now: visit.now)),
            ]
            return switch standing {
            case .entrusted: "<p>\(say("recovery.entrusted", words))</p>"
            case .written:
                "<p>\(say("recovery.written", words))</p>\(HTML.when(!visit.house.hasCodeBeside) { "<p>\(say("recovery.written.gone"))</p>" })"
            default: "<p>\(say("recovery.kept", words))</p>"
            }
        }
    }

    /// Records what a button says; false for a button of something else.
    static func act(_ form: Submission, _ visit: Visit) async throws -> Bool {
        guard let verb = Verb(rawValue: form["do"]) else { return false }
        let (house, group, actor) = (visit.house, visit.group.id, visit.actor)
        if let place = verb.place {
            // The file is looked for here, before anything is written: no other writer waits for a disk.
            let keep = KeepRecoveryCode(try visit.id(form["code"]), place, isBeside: house.hasCodeBeside)
            try await house.database.write { try keep.run($0, in: house, group: group, by: actor) }
        } else {
            try await house.database.write { try DoubtRecoveryCode().run($0, in: house, group: group, by: actor) }
        }
        return true
    }
}
