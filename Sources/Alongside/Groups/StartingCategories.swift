import Kernel
import Words

/// The kinds of help that a new group begins with (requirement 0.2). Their names come from the catalogs, in every language; from then on they are
/// the group's own.
enum StartingCategories {
    private struct Kind {
        let key: String
        let emoji: String
        let kind: Category.Kind
        let essential: Bool
        let minutes: Int
    }

    private static let kinds: [Kind] = [
        Kind(key: "groceries", emoji: "🧺", kind: .shopping, essential: true, minutes: 60),
        Kind(key: "prescriptions", emoji: "💊", kind: .prescription, essential: true, minutes: 45),
        Kind(key: "meals", emoji: "🍲", kind: .errand, essential: true, minutes: 45),
        Kind(key: "protection", emoji: "😷", kind: .errand, essential: true, minutes: 30),
        Kind(key: "cash", emoji: "💵", kind: .money, essential: true, minutes: 20),
        Kind(key: "rides", emoji: "🚗", kind: .errand, essential: false, minutes: 60),
        Kind(key: "phone_chat", emoji: "📞", kind: .remote, essential: false, minutes: 30),
        Kind(key: "pets", emoji: "🐕", kind: .errand, essential: false, minutes: 45),
        Kind(key: "post", emoji: "📮", kind: .errand, essential: false, minutes: 30),
        Kind(key: "childcare", emoji: "🧸", kind: .other, essential: false, minutes: 120),
        Kind(key: "translation", emoji: "💬", kind: .remote, essential: false, minutes: 45),
        Kind(key: "forms", emoji: "📝", kind: .remote, essential: false, minutes: 60),
        Kind(key: "repairs", emoji: "🔧", kind: .errand, essential: false, minutes: 90),
        Kind(key: "tech_help", emoji: "💻", kind: .remote, essential: false, minutes: 45),
        Kind(key: "housing", emoji: "🏠", kind: .other, essential: true, minutes: 60),
        Kind(key: "other", emoji: "🤝", kind: .other, essential: false, minutes: 60),
    ]

    static func make(in house: House) -> [Category] {
        kinds.enumerated().map { position, kind in
            var names: [LanguageTag: String] = [:]
            for language in house.catalogs.languages {
                names[language] = house.catalogs.wording(language).family("category.name", kind.key)
            }
            return Category(
                id: house.newID(), nameKey: kind.key, emoji: kind.emoji, position: position, kind: kind.kind, essential: kind.essential,
                minutes: kind.minutes, active: true, names: names
            )
        }
    }
}
