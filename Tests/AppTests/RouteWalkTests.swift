import Alongside
import Foundation
import Kernel
import TestKit
import Testing

@testable import Web

/// Every address with every role and every private link, from the route table itself, in a town where each has a real record behind it. A route
/// without a rule does not compile; one whose rule is not the one that was decided fails here, by the rule and by what it answers.
@Suite(.serialized, .timeLimit(.minutes(15))) struct RouteWalkTests {
    private static let made = Task { try await WalkedTown.make() }
    private static let everybody = [RouteRules.visitor] + Role.allCases.map(\.rawValue)

    @Test("every address has a rule for every role and every purpose of a link, and it is the one that was decided")
    func tables() async throws {
        #expect(RouteRules.people.columns == Self.everybody)
        #expect(Set(RouteRules.links.columns) == Set(PrivateLink.Purpose.allCases.map(\.rawValue)))
        let walked = try await Self.made.value
        var seen: Set<String> = []
        for address in walked.addresses {
            seen.insert(address.name)
            if case .link(let purposes) = address.site.access {
                for purpose in PrivateLink.Purpose.allCases {
                    #expect(RouteRules.links.may(purpose.rawValue, address.name) == purposes.contains(purpose), "\(address.name) for \(purpose)")
                }
            } else {
                for who in Self.everybody {
                    #expect(RouteRules.people.may(who, address.name) == Self.may(Role(rawValue: who), address.site), "\(address.name) for \(who)")
                }
            }
        }
        let rows = Set(RouteRules.people.rows.keys).union(RouteRules.links.rows.keys)
        #expect(rows == seen, "only in one of the two: \(rows.symmetricDifference(seen).sorted())")
        #expect(Set(walked.addresses.map(\.site.kind)) == Set(SiteKind.allCases))
    }

    private static func may(_ role: Role?, _ site: Site) -> Bool {
        switch site.access {
        case .anyone: true
        case .member: role != nil
        case .ability(let ability): role?.abilities.contains(ability) ?? false
        case .abilities(let abilities): role.map { abilities.isSubset(of: $0.abilities) } ?? false
        case .link: false
        }
    }

    /// What even this role gets only of what it sent itself, or with another role beside it: here somebody else sent it.
    private static let ofTheSender: Set<String> = ["importProblems"]

    @Test("each role gets the pages, forms and files that are its own, and of all others neither the answer nor a word", arguments: everybody)
    func people(who: String) async throws {
        let walked = try await Self.made.value
        let cookie = walked.cookie(who)
        #expect((cookie == nil) == (who == RouteRules.visitor))
        var words = 0
        for address in walked.addresses.map({ walked.address($0, for: who) }) where address.token == nil {
            let may = try #require(RouteRules.people.may(who, address.name) as Bool?, "\(address.name)")
            if address.site.page != nil || address.site.download != nil || address.isFixed {
                let answer = await walked.town.get(address.site.path, as: cookie)
                if may {
                    #expect(answer.status == 200, "\(who) \(address.name): \(answer.status)")
                } else {
                    #expect(answer.status == (cookie == nil ? 303 : 403), "\(who) \(address.name): \(answer.status)")
                    words += await absent(address, answer, who, walked)
                }
            }
            guard address.site.action != nil else { continue }
            let sent = try await walked.send(address, as: cookie)
            #expect(!sent.isEmpty, "no form for \(address.name)")
            for (answer, wrote) in sent {
                if may, Self.ofTheSender.contains(address.name) {
                    #expect(answer.status == 403 && !wrote, "\(who) sends \(address.name): \(answer.status)")
                    words += await absent(address, answer, who, walked)
                } else if may {
                    #expect([200, 303, 409, 422].contains(answer.status), "\(who) sends \(address.name): \(answer.status)")
                } else {
                    #expect(answer.status == 403 && !wrote, "\(who) sends \(address.name): \(answer.status)")
                    words += await absent(address, answer, who, walked)
                }
            }
        }
        // What is absent was there for others: names, numbers, streets and words of real people.
        if !Role.allCases.contains(where: { $0.rawValue == who && $0 == .dispatcher }) { #expect(words > 100, "only \(words) words were looked for") }
        try walked.town.restore()
    }

    /// A refusal holds no sum, and nothing of people that stands on the page it refuses. Gives how many texts that are.
    private func absent(_ address: SiteAddress, _ answer: WebResponse, _ who: String, _ walked: WalkedTown) async -> Int {
        let page = address.site.page == nil ? address.site.nearestPage.map { SiteAddress(name: address.name, site: $0) } : address
        let texts = if let page { await walked.texts(on: page) } else { [String]() }
        let found = Shown.texts(texts, in: answer)
        #expect(found.isEmpty, "\(who) \(address.name): \(found)")
        #expect(!Shown.sums(in: answer), "\(who) \(address.name) shows a sum")
        #expect(answer.header("content-disposition") == nil && answer.header("content-type")?.hasPrefix("image") != true)
        return texts.count
    }

    @Test("each private link opens what it is for, and every other address below it is not there", arguments: PrivateLink.Purpose.allCases)
    func links(purpose: PrivateLink.Purpose) async throws {
        let walked = try await Self.made.value
        var behindLinks: Set<String> = []
        for address in walked.addresses where address.token != nil && address.site.page != nil {
            behindLinks.formUnion(await walked.texts(on: address))
        }
        #expect(behindLinks.count > 10)
        for address in walked.addresses {
            guard let own = address.token, let meant = walked.purposes[own] else { continue }
            let may = try #require(RouteRules.links.may(purpose.rawValue, address.name) as Bool?, "\(address.name)")
            // The page of a link itself is another for each purpose: each is asked for by its own links.
            if may, meant != purpose { continue }
            let tried = may ? address : address.below(walked.token(of: purpose))
            if address.site.page != nil {
                let texts = may ? [] : behindLinks
                let answer = await walked.town.get(tried.site.path, as: nil)
                #expect(answer.status == (may ? 200 : 404), "\(purpose) \(address.name): \(answer.status)")
                #expect(Shown.texts(Array(texts), in: answer).isEmpty && (may || !Shown.sums(in: answer)), "\(purpose) \(address.name)")
            }
            guard address.site.action != nil else { continue }
            let hasForm = address.site.kind != .link || RouteRules.formsOnLinkPage.contains(purpose)
            for (answer, wrote) in try await walked.send(tried, as: nil, formsOf: address) {
                if may, hasForm {
                    #expect([200, 303, 409, 422].contains(answer.status), "\(purpose) sends \(address.name): \(answer.status)")
                } else {
                    #expect(answer.status == 404 && !wrote, "\(purpose) sends \(address.name): \(answer.status)")
                }
            }
        }
        try walked.town.restore()
    }

    @Test("the forms that no page of the town shows are those that are listed with their fields")
    func unseen() async throws {
        let walked = try await Self.made.value
        let unseen = walked.forms.unseen(walked.addresses)
        let listed = Set(CompleteForms.unseen(walked.town.stops, walked.town.named).keys)
        let odd = unseen.symmetricDifference(listed).subtracting(CompleteForms.sometimesSeen)
        #expect(odd.isEmpty, "only in one of the two: \(odd.sorted())")
    }
}
