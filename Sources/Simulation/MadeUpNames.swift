import Kernel

/// First and family names in the languages of the town, put together by chance. Nobody is meant.
enum MadeUpNames {
    struct Pool: Sendable {
        let language: LanguageTag
        /// How many of a hundred neighbours speak it first.
        let share: Int
        let first: [String]
        let family: [String]
    }

    static let pools: [Pool] = [
        Pool(
            language: .english, share: 52,
            first: [
                "Joan", "Walter", "Priya", "Ken", "Bea", "Idris", "Moira", "Desmond", "Grace", "Tunde", "Agnes", "Leroy", "Hettie", "Owen",
                "Blessing",
                "Sunil", "Margery", "Kofi", "Elspeth", "Winston", "Chidi", "Rhona", "Gareth", "Femi",
            ],
            family: [
                "Applegarth", "Oyelaran", "Pennyfather", "Thistlewood", "Brackenbury", "Okwuosa", "Hollingsedge", "Marchbanks", "Tolliver-Wray",
                "Quarmby",
                "Featherstonehaugh", "Achterberg", "Bhattacharjee", "Ravenscar", "Lamptey", "Wolstencroft",
            ]
        ),
        Pool(
            language: .spanish, share: 24,
            first: [
                "Marisol", "Efraín", "Lucía", "Chucho", "Inés", "Nahuel", "Ximena", "Octavio", "Rocío", "Eugenia", "Amparo", "Jacinto", "Yamileth",
                "Ulises",
            ],
            family: [
                "Quiñónez", "Ibarguren", "Zaldívar", "Huarachi", "Montecinos", "Ñancupil", "Etxebarria", "Villavicencio", "Guacaneme", "Usandizaga",
            ]
        ),
        Pool(
            language: .arabic, share: 24,
            first: ["أمينة", "يوسف", "سلمى", "خليل", "نورهان", "بشير", "هديل", "مصعب", "رغد", "عائدة", "طلال", "جميلة"],
            family: ["الدباغ", "قرقوط", "الشهابي", "بيطار", "السويدي", "زعرور", "العجلاني", "حنبظلة", "الخوري", "المقداد"]
        ),
    ]

    /// A language for the next neighbour, by its share.
    static func pool(by random: some Randomness) -> Pool {
        var draw = random.below(pools.reduce(0) { $0 + $1.share })
        for pool in pools {
            if draw < pool.share { return pool }
            draw -= pool.share
        }
        return pools[0]
    }
}
