import Foundation
import Kernel

/// A group's part of every address, made from its name: letters a to z, digits and hyphens, 2 to 40 of them.
public enum Slug {
    public static let longest = 40

    /// Words that stand first in addresses of the installation itself, so that no group may take them.
    public static let reserved: Set<String> = [
        "setup", "styleguide", "assets", "favicon-ico", "health", "ready", "leave", "api", "static", "metrics", "robots-txt", "admin", "group",
    ]

    /// `Vecinas de San Telmo` becomes `vecinas-de-san-telmo`; another script is spelled in Latin letters. `neighbours` when nothing is left of it.
    public static func made(from name: String) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let plain = latin.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var out = ""
        for scalar in plain.lowercased().unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                out.unicodeScalars.append(scalar)
            } else if scalar == "'" || scalar == "\u{2019}" || scalar == "\u{02BF}" || scalar == "\u{02BE}" {
                continue
            } else if !out.isEmpty, out.last != "-" {
                out.append("-")
            }
        }
        let cut = trimmed(String(out.prefix(longest)))
        return cut.utf8.count >= 2 ? cut : "neighbours"
    }

    /// The first free one of `name`, `name-2`, `name-3` and so on.
    public static func free(from name: String, isTaken: (String) throws -> Bool) rethrows -> String {
        let base = made(from: name)
        var candidate = base
        var number = 2
        while try isTaken(candidate) {
            candidate = trimmed(String(base.prefix(longest - 5))) + "-\(number)"
            number += 1
        }
        return candidate
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while part.last == "-" { part.removeLast() }
        while part.first == "-" { part.removeFirst() }
        return String(part)
    }
}
