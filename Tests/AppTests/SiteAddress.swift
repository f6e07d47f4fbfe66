import Alongside
import Foundation
import Kernel
import TestKit

@testable import Web

/// One address of the tour with the name of its rule.
struct SiteAddress: Sendable {
    /// The kind, with the verb where a kind has verbs.
    let name: String
    let site: Site

    static func all(of tour: SiteTour) -> [SiteAddress] {
        SiteKind.allCases.flatMap { kind in
            tour.sites(of: kind).map { shown in
                let verb = kind.rawValue.hasSuffix("Do") ? shown.variant : nil
                return SiteAddress(name: verb.map { kind.rawValue + "-" + $0 } ?? kind.rawValue, site: shown.site)
            }
        }
    }

    /// The token of the private link in the address.
    var token: String? {
        guard case .group(_, .link(let token, _)) = site else { return nil }
        return token
    }

    /// The same below another private link.
    func below(_ token: String) -> SiteAddress {
        guard case .group(let slug, .link(_, let site)) = site else { return self }
        return SiteAddress(name: name, site: .group(slug, .link(token: token, site)))
    }

    /// Whether the server answers it although neither a page nor a file of anybody's stands behind it.
    var isFixed: Bool { [.asset, .favicon, .health, .ready].contains(site.kind) }
}

/// The records of one town, and how they would show.
enum Shown {
    /// Those of the texts that stand in a page.
    static func texts(_ texts: [String], in page: WebResponse) -> [String] { texts.filter { holds(page.body, $0) } }

    /// Sums of money in a page.
    static func sums(in page: WebResponse) -> Bool { page.text.contains { $0 == "£" || $0 == "€" } }

    private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { needle in
            guard let first = needle.first, bytes.count >= needle.count else { return false }
            return bytes.withUnsafeBufferPointer { hay in
                var start = 0
                while let at = memchr(hay.baseAddress! + start, Int32(first), hay.count - start) {
                    start = hay.baseAddress!.distance(to: at.assumingMemoryBound(to: UInt8.self))
                    guard hay.count - start >= needle.count else { return false }
                    if memcmp(hay.baseAddress! + start, needle.baseAddress!, needle.count) == 0 { return true }
                    start += 1
                    if start >= hay.count { return false }
                }
                return false
            }
        }
    }
}
