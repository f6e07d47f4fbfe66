import Alongside
import Kernel
import Markup
import Words

/// What the pages about members have in common.
enum MemberParts {
    /// The first page of the desk that somebody's roles open.
    static func deskHome(_ roles: Set<Role>) -> DeskSite {
        let abilities = roles.reduce(into: Set<Ability>()) { $0.formUnion($1.abilities) }
        if abilities.contains(.readBoard) { return .board(BoardFilter()) }
        if abilities.contains(.seeReceipts) { return .receipts }
        return .sessions
    }

    static func roleNames(_ roles: some Collection<Role>, _ say: Wording) -> String {
        say.list(Role.allCases.filter { roles.contains($0) }.map { say.family("role.name", $0.rawValue) })
    }

    /// Role cards with what each may do.
    static func roleCards(_ name: String, legend: String, chosen: Set<String>, problem: String?, _ say: Wording) -> RadioCards {
        RadioCards(
            name, legend: legend,
            choices: InviteMember.roles.map { Choice($0.rawValue, say.family("role.name", $0.rawValue), hint: say.family("role.hint", $0.rawValue)) },
            chosen: chosen, several: true, problem: problem
        )
    }

    static func contact(_ form: Submission, _ group: Group) throws -> (phone: PhoneNumber?, email: String?) {
        guard let typed = form.text("contact") else { return (nil, nil) }
        if typed.contains("@") {
            let halves = typed.split(separator: "@", omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), typed.count <= 254, !typed.contains(where: \.isWhitespace) else {
                throw Problem.invalid("contact", "problem.email")
            }
            return (nil, typed.lowercased())
        }
        guard typed.contains(where: \.isNumber) else { throw Problem.invalid("contact", "problem.contact.unclear") }
        do throws(PhoneNumber.Fault) {
            return (try PhoneNumber(typed: typed, country: group.callingCountry), nil)
        } catch {
            throw TypedPhone.problem(error, field: "contact")
        }
    }
}
