import Alongside
import Kernel
import Sealing
import Storage

/// `alongside sign-in-link`: lets a member of a group back in who lost their way in.
public struct SignInLinkCommand: FolderCommand {
    public static let name = "sign-in-link"

    let group: String
    let member: String?

    /// `member` is the name of one; without it an organiser, when there is only one.
    public init(group: String, member: String?) {
        self.group = group
        self.member = member
    }

    public func run(on open: OpenHouse, _ console: Console) async throws {
        let house = open.house
        let (slug, wanted) = (group, member)
        let token = LinkToken.random()
        let (group, alias) = try await house.database.write { transaction in
            guard let group = try GroupStore.named(slug, transaction) else { throw Refusal("There is no group \"\(slug)\" here.") }
            let (person, alias) = try find(wanted, in: house, group, transaction)
            try MakeSignInLink(for: person, token: token).run(transaction, in: house, group: group.id, by: .command)
            return (group, alias)
        }
        console.say("\(alias): \(Compose.address(of: token, in: house, group: group))")
        console.say("It signs in once, within \(MakeSignInLink.wait.minutes) minutes.")
    }

    private func find(_ name: String?, in house: House, _ group: Group, _ connection: any Connection) throws -> (ID<Person>, String) {
        let roles: [Role] = name == nil ? [.organiser] : [.organiser, .dispatcher, .treasurer, .intake]
        var found: [(id: ID<Person>, alias: String)] = []
        for role in roles {
            for id in try PersonStore.holding(role, in: group.id, connection) where !found.contains(where: { $0.id == id }) {
                guard let card = try PersonStore.with(id: id, in: house, group: group.id, connection)?.card else { continue }
                found.append((id, card.alias))
            }
        }
        if let name {
            let folded = Folding.fold(name)
            let same = found.filter { Folding.fold($0.alias) == folded }
            found = same.isEmpty ? found.filter { Folding.fold($0.alias).contains(folded) } : same
        }
        guard let first = found.first else { throw Refusal("Nobody of that name works at the desk of \"\(group.slug)\".") }
        guard found.count == 1 else { throw Refusal("Several people fit: \(found.map(\.alias).joined(separator: ", ")). Say which with --name.") }
        return first
    }
}
