public import Kernel
public import Storage

/// Somebody takes a complaint on, and closes it with what was done.
public struct HearComplaint: Sendable {
    public enum Step: Sendable {
        case take
        case close(answer: String)
    }

    public let complaint: ID<Complaint>
    public let step: Step

    public init(_ complaint: ID<Complaint>, _ step: Step) {
        self.complaint = complaint
        self.step = step
    }

    /// Who hears complaints, except the person it is about: for them it is not there.
    public func run(_ transaction: any Transaction, in house: House, group: Group, by actor: Actor) throws {
        try actor.must(.hearComplaints)
        guard var found = try ComplaintStore.with(id: complaint, in: group.id, transaction), found.isVisible(to: actor) else {
            throw Problem.missing()
        }
        switch step {
        case .take:
            guard found.state != .closed else { throw Problem.conflict("problem.changed") }
            if found.state == .taken, found.takenBy != actor.person { throw Problem.conflict("complaint.problem.taken") }
            found.state = .taken
            found.takenBy = actor.person
            try ComplaintStore.update(found, in: group.id, transaction)
        case .close(let answer):
            guard found.state != .closed else { throw Problem.conflict("problem.changed") }
            found.state = .closed
            found.takenBy = found.takenBy ?? actor.person
            found.closedAt = house.now
            try ComplaintStore.update(found, in: group.id, transaction)
            let key = try house.vault.key(of: found.ask.subject, in: group.id, transaction)
            if var words = try ComplaintStore.words(of: found, key: key, in: house, group: group.id, transaction) {
                words.answer = answer
                try ComplaintStore.reseal(
                    found.id, house.vault.seal(words, row: found.id.bytes, key: key, in: group.id), in: group.id, transaction
                )
            }
            try History.record(.complaintClosed, "complaint", found.id.subject, by: actor, in: house, group: group.id, transaction)
        }
    }
}
