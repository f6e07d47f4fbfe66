import Alongside
import Kernel
import Words

/// How a neighbour is reached and how they came, as somebody of the group typed it.
enum TakenContact {
    /// What was typed; else which of several was picked.
    static func picked(_ form: Submission) -> String { form.text("reach") ?? form["reach-pick"] }

    /// A number, an address, "they will call", or any words: "ask at the corner shop" is better than nobody.
    static func read(_ form: Submission, _ visit: Visit) throws -> Contact {
        if form.has("reach-calls") { return .calls }
        let typed = picked(form)
        guard !typed.isEmpty else { throw Problem.invalid("reach", "intake.problem.reach") }
        do {
            return try Contact.read(typed, country: visit.group.callingCountry, field: "reach")
        } catch let problem as Problem where problem.key == "problem.contact.unclear" {
            return Contact(reach: .other, other: typed)
        }
    }

    static func door(_ form: Submission) throws -> Ask.Door {
        guard let door = Ask.Door(rawValue: form["door"]), TakeAskIn.doors.contains(door) else {
            throw Problem.invalid("door", "intake.problem.door")
        }
        return door
    }
}
