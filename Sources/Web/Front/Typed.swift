public import Kernel
import Markup

/// What was typed into a form that is shown again, and what is wrong with it; empty on a form shown for the first time.
public struct Typed: Sendable {
    public let form: Submission?
    public let problem: Problem?

    public init(_ form: Submission? = nil, _ problem: Problem? = nil) {
        self.form = form
        self.problem = problem
    }

    /// What was typed, else what stands in the record.
    public func value(_ name: String, else stored: String? = nil) -> String? {
        guard let form else { return stored }
        return form.has(name) ? form[name] : (form.names.isEmpty ? stored : nil)
    }

    public func chosen(_ name: String, else stored: [String] = []) -> [String] {
        guard let form else { return stored }
        return form.all(name)
    }

    public func isOn(_ name: String, else stored: Bool = false) -> Bool {
        guard let form else { return stored }
        return form.has(name)
    }

    /// The sentence beside a field.
    public func problem(_ field: String, _ visit: Visit) -> String? {
        FieldProblems(problem, say: visit.say)[field]
    }
}
