import Alongside
import Markup
import Words

/// Whom to call when it cannot wait for a neighbour, in the group's country (requirement 2.24). What the group has set stands first.
enum CrisisLines {
    static func card(_ visit: Visit) -> HTML { CrisisCard(lines(of: visit.group, visit.say), say: visit.say).html }

    static func lines(of group: Group, _ say: Wording) -> [CrisisCard.Line] {
        var lines: [CrisisCard.Line] = []
        if let own = group.crisisNumber {
            lines.append(.init(say("crisis.group"), number: own, link: .telephone(own)))
        }
        switch group.country {
        case "US", "CA":
            lines.append(.init(say("crisis.lifeline"), number: "988", link: .telephone("988"), note: say("crisis.always")))
            lines.append(.init(say("crisis.lifeline.text"), number: "988", link: .message(to: "988", text: ""), note: say("crisis.always")))
        case "GB", "IE":
            lines.append(.init(say("crisis.samaritans"), number: "116 123", link: .telephone("116123"), note: say("crisis.always")))
        case "ES":
            lines.append(.init(say("crisis.spain"), number: "024", link: .telephone("024"), note: say("crisis.always")))
        default: break
        }
        for number in emergency(in: group.country) {
            lines.append(.init(say("crisis.emergency"), number: number, link: .telephone(number)))
        }
        return lines
    }

    /// Police, fire and ambulance. 112 reaches them in most countries from a mobile phone; where another number is the usual one, that one.
    static func emergency(in country: String) -> [String] {
        switch country {
        case "US", "CA", "MX", "AR": ["911"]
        case "GB": ["999"]
        case "IE": ["112", "999"]
        case "AU": ["000"]
        case "NZ": ["111"]
        case "JP": ["119"]
        default: ["112"]
        }
    }
}
