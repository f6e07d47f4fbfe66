import Kernel

/// The many people of a surge. Names come back, as they do in any town; numbers do not: they are of the ranges that Ofcom keeps free for drama, a
/// thousand in each of twenty-one places, and whoever gets none any more has an e-mail address.
struct SurgeNeighbours {
    private static let ranges =
        ["113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161"].map { "+44" + $0 + "4960" }
        + ["+442920180", "+442896496", "+441632960", "+443069990", "+448081570", "+449098790", "+441914980"]

    private let random: any Randomness
    private var made = 0

    init(random: any Randomness) { self.random = random }

    mutating func next() -> MadeUpNeighbours.Neighbour {
        let pool = MadeUpNames.pool(by: random)
        let name = "\(random.pick(pool.first)) \(random.pick(pool.family))"
        let (range, number) = made.quotientAndRemainder(dividingBy: 1_000)
        made += 1
        let digits = String(1_000 + number).dropFirst()
        let phone = range < Self.ranges.count ? Self.ranges[range] + digits : nil
        let quarter = random.below(TownPlan.quarters.count)
        return MadeUpNeighbours.Neighbour(
            name: name, language: pool.language, phone: phone ?? "", email: phone == nil || random.below(8) == 0 ? "s\(made)@post.example" : nil,
            quarter: quarter, street: random.below(TownPlan.quarters[quarter].streets.count), number: 1 + random.below(120)
        )
    }
}
