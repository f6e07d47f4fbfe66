import Kernel

/// An offer that stands now, as far as matching needs to know it.
struct LivingOffer: Sendable {
    let id: ID<Offer>
    let person: ID<Person>
    /// All its kinds of help.
    let kinds: Set<ID<Category>>
    /// How long at a time; nil where it depends.
    let minutes: Int?
    let fromHome: Bool
    /// Taken up once, it is over.
    let isForOnce: Bool
    let hours: WeekHours
}
