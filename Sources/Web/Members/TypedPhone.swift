import Kernel

/// Why a typed phone number cannot be taken, as a sentence beside its field.
enum TypedPhone {
    static func problem(_ fault: PhoneNumber.Fault, field: String) -> Problem {
        switch fault {
        case .letters, .noDigits: .invalid(field, "problem.phone.letters")
        case .tooShort: .invalid(field, "problem.phone.short")
        case .tooLong: .invalid(field, "problem.phone.long")
        }
    }
}
