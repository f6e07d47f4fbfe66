import Alongside
import Testing

@Suite struct FirstNameTests {
    @Test(
        "3.6 neighbours are called by the first word of their name, in any script",
        arguments: [
            ("Moira Tolliver-Wray", "Moira"), ("Amina", "Amina"), ("  José  Luis Ortega", "José"), ("Anne-Marie Roux", "Anne-Marie"),
            ("محمود درويش", "محمود"), ("Олена Шевченко", "Олена"), ("王小明", "王小明"), ("김 민준", "김"), ("", ""),
            ("Dr. Moira Tolliver", "Dr. Moira"), ("عبد الرحمن منيف", "عبد الرحمن"), ("Abu Bakr Osman", "Abu Bakr"), ("Abu", "Abu"),
            ("Lucía\u{00A0}Ibarra", "Lucía"),
        ]
    )
    func first(_ alias: String, _ name: String) { #expect(FirstName.of(alias) == name) }
}
