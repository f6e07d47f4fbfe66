import Kernel

/// What one helper gives of one kind of help, and when: what they said on their own page, and for kinds that they only offered, what their living offers
/// say. An offer that has run out, rests or was taken back gives nothing.
struct Gives {
    /// They offered this kind, and no such offer stands.
    let isOver: Bool
    let hours: WeekHours
    /// The longest that they have at a time; nil where it depends, or is long enough.
    let minutes: Int?
    let fromHome: Bool

    /// - Parameter takes: how many minutes this kind of help takes.
    init(_ helper: Helper, _ kind: ID<Category>, _ offers: [LivingOffer], takes: Int) {
        guard helper.categories.contains(kind), helper.offered.contains(kind) else {
            (isOver, hours, minutes, fromHome) = (false, helper.hours, nil, helper.remoteOnly)
            return
        }
        let standing = offers.filter { $0.kinds.contains(kind) }
        let longEnough = standing.filter { $0.minutes.map { $0 >= takes } ?? true }
        let counted = longEnough.isEmpty ? standing : longEnough
        isOver = standing.isEmpty
        hours = WeekHours(mask: counted.reduce(0) { $0 | $1.hours.mask })
        minutes = longEnough.isEmpty ? standing.compactMap(\.minutes).max() : nil
        fromHome = helper.remoteOnly || (!counted.isEmpty && counted.allSatisfy(\.fromHome))
    }
}
