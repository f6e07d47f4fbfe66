import Kernel

/// The asks of a group by what they may have in common with another. A number, an address and a place are looked up; a name is compared only with those that
/// begin as it does or sound as it does, each way of writing it once.
struct AlikeIndex: Sendable {
    private var byPhone: [String: Set<ID<Ask>>] = [:]
    private var byEmail: [String: Set<ID<Ask>>] = [:]
    private var byPlace: [String: Set<ID<Ask>>] = [:]
    private var byName: [NameLikeness: Set<ID<Ask>>] = [:]
    /// Names by `NameLikeness.keys`.
    private var near: [String: Set<NameLikeness>] = [:]

    mutating func put(_ id: ID<Ask>, _ signs: AskSigns) {
        if let phone = signs.phone { byPhone[phone, default: []].insert(id) }
        if let email = signs.email { byEmail[email, default: []].insert(id) }
        if let place = signs.place { byPlace[place, default: []].insert(id) }
        if byName[signs.name, default: []].isEmpty { for key in signs.name.keys { near[key, default: []].insert(signs.name) } }
        byName[signs.name, default: []].insert(id)
    }

    /// Takes out what was put in with the same signs.
    mutating func remove(_ id: ID<Ask>, _ signs: AskSigns) {
        if let phone = signs.phone { Self.remove(id, from: &byPhone, phone) }
        if let email = signs.email { Self.remove(id, from: &byEmail, email) }
        if let place = signs.place { Self.remove(id, from: &byPlace, place) }
        Self.remove(id, from: &byName, signs.name)
        if byName[signs.name] == nil { for key in signs.name.keys { Self.remove(signs.name, from: &near, key) } }
    }

    /// Every ask that has something in common with these signs, with what. Linear in what is found and in `names(near:)`.
    func common(with signs: AskSigns) -> [ID<Ask>: Set<AlikeAsks.Reason>] {
        var found: [ID<Ask>: Set<AlikeAsks.Reason>] = [:]
        for id in signs.phone.flatMap({ byPhone[$0] }) ?? [] { found[id, default: []].insert(.phone) }
        for id in signs.email.flatMap({ byEmail[$0] }) ?? [] { found[id, default: []].insert(.email) }
        for id in signs.place.flatMap({ byPlace[$0] }) ?? [] { found[id, default: []].insert(.place) }
        for name in names(near: signs.name) where signs.name.isAlike(name) {
            for id in byName[name] ?? [] { found[id, default: []].insert(.name) }
        }
        return found
    }

    /// The names that one is compared with, letter by letter.
    func names(near name: NameLikeness) -> Set<NameLikeness> { name.keys.reduce(into: []) { $0.formUnion(near[$1] ?? []) } }

    private static func remove<Key: Hashable, Item: Hashable>(_ item: Item, from sets: inout [Key: Set<Item>], _ key: Key) {
        sets[key]?.remove(item)
        if sets[key]?.isEmpty == true { sets[key] = nil }
    }
}
