import Alongside
import Kernel
import Markup
import Words

/// How wide the group's door stands, said before anybody types (section 5: scope dial).
enum ScopeNotice {
    /// `message` is what the group itself says, in the reader's language where it has written it.
    static func html(_ message: GroupText?, _ visit: Visit) -> HTML {
        let say = visit.say
        let group = visit.group
        let own: HTML = message.map { OwnWords($0).html } ?? .empty
        switch group.scope(at: visit.now) {
        case .open:
            return .empty
        case .essentials:
            return Notice(.waiting, title: say("ask.scope.essentials.title"), html: "<p>\(say("ask.scope.essentials"))</p>\(own)").html
        case .existing:
            return Notice(
                .waiting, title: say("ask.scope.existing.title"),
                html: "<p>\(say(visit.group.canBeCalled ? "ask.scope.existing" : "ask.scope.existing.noPhone"))</p>\(own)"
            ).html
        case .paused:
            let until = group.pausedUntil.map {
                say("ask.scope.paused.until", ["day": .made(say.day($0, zone: visit.zone, now: visit.now))])
            }
            return Notice(.waiting, title: say("ask.scope.paused.title"), html: "<p>\(until ?? say("ask.scope.paused"))</p>\(own)").html
        }
    }
}
