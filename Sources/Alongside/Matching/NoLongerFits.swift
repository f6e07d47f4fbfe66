import Engine
import Kernel
import Storage

/// After two people are kept apart, or somebody is trusted less than before: what they are being asked, or would be asked next, is taken back, and
/// others are asked instead. A promise is a matter for people: the desk is warned (`Concern`).
enum NoLongerFits {
    static func takeBack(from helper: ID<Person>, in house: House, group: Group, by actor: Actor, _ transaction: any Transaction) throws {
        for found in try MatchStore.of(helper: helper, in: [.proposed, .planned, .lapsed], of: group.id, transaction) {
            var ask = try AskStore.existing(found.ask, in: group.id, transaction)
            guard found.occasion == ask.occasion, ask.forgottenAt == nil, ask.state != .closed else { continue }
            let waived = Set(Exclusion.allCases).subtracting(Exclusion.theGroups)
            let standing = try MatchStanding.of(found, for: ask, waived: waived, in: house, group: group, transaction)
            var match = found
            guard standing.exclusion != nil else {
                // Who went alone when they were asked goes with somebody now.
                match.companion = standing.companion
                try MatchStore.update(match, in: group.id, transaction)
                continue
            }
            let wasTold = match.toldAt != nil
            try MatchStore.apply(.cancel, to: &match, at: house.now)
            match.holdUntil = nil
            try MatchStore.update(match, in: group.id, transaction)
            try TaskOver.close(match, in: group.id, house: house, transaction)
            if wasTold {
                try Compose.toHelper(
                    .offerTakenBack, helper, match: match.id, safe: ask.safeMode, in: house, group: group, transaction
                )
            }
            try NextInOrder.ask(of: &ask, in: house, group: group, by: actor, transaction)
            try AskStore.update(ask, in: group.id, transaction)
        }
    }
}
