import Kernel

/// Believable neighbours made by chance: no two share a name or a number, and every number is one that is kept free for drama (Ofcom: 07700 900000 to
/// 900999, 020 7946 0000 to 0999).
struct MadeUpNeighbours {
    struct Neighbour: Sendable {
        let name: String
        let language: LanguageTag
        /// Empty for somebody who has an e-mail address alone.
        let phone: String
        let email: String?
        let quarter: Int
        let street: Int
        let number: Int

        /// The street address as somebody would type it.
        var address: String { "\(number) \(TownPlan.quarters[quarter].streets[street])" }
    }

    private let random: any Randomness
    private var names: Set<String> = []
    private var made = 0

    init(random: any Randomness) { self.random = random }

    mutating func next() -> Neighbour {
        let pool = MadeUpNames.pool(by: random)
        var name = ""
        repeat { name = "\(random.pick(pool.first)) \(random.pick(pool.family))" } while !names.insert(name).inserted
        let phone = made < 1_000 ? "+447700900" + padded(made, 3) : "+4420794600" + padded(made % 100, 2)
        made += 1
        let quarter = random.below(TownPlan.quarters.count)
        return Neighbour(
            name: name, language: pool.language, phone: phone, email: random.below(5) == 0 ? "n\(1_000 + made)@post.example" : nil, quarter: quarter,
            street: random.below(TownPlan.quarters[quarter].streets.count), number: 1 + random.below(120)
        )
    }

    private func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
