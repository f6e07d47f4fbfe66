import Alongside

/// Why a group does not go out or come in, in plain words for the command line.
enum MovingWords {
    static func of(_ fault: MovingFault) -> String {
        switch fault {
        case .changed: "This file holds no group, or was changed. Nothing was taken in."
        case .schema(let theirs, let ours):
            "Another release wrote this file (schema \(theirs), here \(ours)). Bring both installations to the same release. Nothing was taken in."
        case .isHere(let slug): "This group is here already, at /\(slug). Nothing was taken in."
        case .slugTaken(let slug): "Another group here is at /\(slug). Give this one another address with --slug. Nothing was taken in."
        case .slugRefused(let slug): "\"\(slug)\" cannot be an address: 2 to 40 small letters a to z, digits and hyphens. Nothing was taken in."
        case .incomplete(let table): "Something is missing from this file (\(table)). Nothing was taken in."
        }
    }

    static func of(_ fault: SpendReleases.Fault) -> String {
        switch fault {
        case .code(let number): "Code \(number) is not good, or good no more: a code lasts 15 minutes and works once. Ask for a new one."
        case .samePerson: "Both codes are of the same person. Two organisers have to agree."
        case .needsTwo: "Two organisers have to agree: name both codes, --release A --release B."
        case .notAnnounced:
            "Everyone with a role has to be told, and a day to pass: ask for the release again on the page \"Take the group elsewhere\"."
        case .noOrganiser(let number): "Whoever gave code \(number) is no organiser any more."
        }
    }
}
