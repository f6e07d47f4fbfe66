import Alongside
import Kernel
import Testing

@Suite struct ContactTests {
    private let britain = CallingCountry.named("GB") ?? CallingCountry.known[0]

    private func read(_ typed: String) throws -> Contact { try Contact.read(typed, country: britain, field: "reach") }

    @Test(
        "a number is understood as people type it",
        arguments: [
            "07700 900123", "+44 7700 900123", "0044 (0)7700-900123".replacing("(0)", with: ""), "٠٧٧٠٠ ٩٠٠١٢٣", "tel: 07700 900 123",
            "07700.900.123",
            "phone 07700/900123",
        ]
    )
    func numbers(_ typed: String) throws {
        let contact = try read(typed)
        #expect(contact.phone == "+447700900123" && contact.reach == .phone && contact.remark == nil)
    }

    @Test("words beside a number are kept as a remark, and an address beside it too")
    func remarks() throws {
        #expect(try read("07700 900123 after six") == Contact(reach: .phone, phone: "+447700900123", remark: "after six"))
        #expect(try read("07700 900123, ola@example.org") == Contact(reach: .phone, phone: "+447700900123", email: "ola@example.org"))
    }

    @Test("an e-mail address is understood", arguments: ["ola@example.org", "<ola@example.org>", "mailto:ola@example.org", "Ola ola@example.org"])
    func addresses(_ typed: String) throws {
        let contact = try read(typed)
        #expect(contact.email == "ola@example.org" && contact.reach == .email && contact.phone == nil)
    }

    @Test(
        "what cannot be understood says what to do",
        arguments: [
            ("020 7946 0", "problem.phone.short"), ("1", "problem.phone.short"), ("123456789012345678", "problem.phone.long"),
            ("0770-0900-12a", "problem.phone.letters"), ("ola@example", "problem.email"), ("@ola", "problem.email"), ("a@b@c.org", "problem.email"),
            ("ola@-", "problem.email"), ("knock", "problem.contact.unclear"), ("<script>alert()</script>", "problem.contact.unclear"),
            (String(repeating: "9", count: 1_000_000), "problem.tooLong"),
        ]
    )
    func refusals(_ typed: String, _ key: String) {
        #expect(throws: Problem.self) { try read(typed) }
        do { _ = try read(typed) } catch { #expect((error as? Problem)?.key == key && (error as? Problem)?.field == "reach", "\(typed.prefix(40))") }
    }
}
