import Engine
public import Kernel
public import Storage

/// Who is asked first when somebody asks again (requirement 1.11): whoever was last there for them. It is said only where it is true: they may be asked
/// now, and nobody keeps the two apart.
public enum AskedFirst {
    public static func helper(after ask: Ask, in house: House, group: Group, _ connection: any Connection) throws -> ID<Person>? {
        guard let person = ask.person else { return nil }
        let matches = try MatchStore.of(ask: ask.id, in: group.id, connection)
        guard let done = matches.last(where: { $0.state == .done }), let endedAt = done.endedAt,
            endedAt >= house.now - .days(Suggester.buddyDays),
            let helper = try HelperStore.with(id: done.helper, in: group.id, connection), helper.isActive(at: house.now),
            try !HelperPairStore.blocked(with: person, in: group.id, connection).contains(helper.id)
        else { return nil }
        return helper.id
    }
}
