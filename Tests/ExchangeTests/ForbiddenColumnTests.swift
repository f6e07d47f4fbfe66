import Exchange
import Testing

@Suite struct ForbiddenColumnTests {
    @Test(
        "columns that nobody may ask for are not read, in three languages",
        arguments: [
            (
                ForbiddenTopic.immigration,
                [
                    "Immigration status", "Are you undocumented?", "Citizenship", "Legal status", "visa_status", "Estado migratorio",
                    "¿Eres indocumentado/a?", "وضع الهجرة", "حالة الإقامة", "الوضع القانوني", "لاجئ؟",
                ]
            ),
            (.nationality, ["Nationality", "Country of Origin", "Race/Ethnicity", "Nacionalidad", "País de origen", "الجنسية", "بلد الأصل"]),
            (
                .age,
                [
                    "Age", "DOB", "Date of Birth", "dateOfBirth", "Are you over 60?", "Is anyone over the age of 65?", "Age group",
                    "Fecha de nacimiento", "Edad", "¿Cuántos años tienes?", "العمر", "تاريخ الميلاد", "كم عمرك؟",
                ]
            ),
            (
                .identityNumber,
                [
                    "SSN", "Social Security #", "ID number", "Passport no.", "Driver's license number", "DNI", "Número de identificación",
                    "Pasaporte", "رقم الهوية", "جواز السفر", "IBAN",
                ]
            ),
            (.income, ["Income", "Monthly household income", "Salary", "Ingresos mensuales", "Sueldo", "الدخل", "الراتب"]),
            (
                .health,
                [
                    "Diagnosis", "Medical conditions", "Vulnerability", "householdSit", "At-risk?", "Are you high risk?",
                    "Do you have COVID symptoms?", "Vaccination status", "Disability", "Enfermedades", "¿Tienes alguna discapacidad?",
                    "Grupo de riesgo", "الحالة الصحية", "الأمراض المزمنة", "إعاقة",
                ]
            ),
            (.religion, ["Religion", "Faith community", "Religión", "الديانة"]),
            (.household, ["Children's names", "Names of household members", "Kids' ages", "Nombres de los hijos", "أسماء الأطفال"]),
            (.device, ["IP address", "User Agent"]),
        ] as [(ForbiddenTopic, [String])]
    )
    func forbidden(topic: ForbiddenTopic, headings: [String]) {
        for heading in headings { #expect(ColumnGuess(headings: [heading]).columns == [.forbidden(topic)], "\(heading)") }
    }

    @Test("a group's own long question is forbidden by what it asks")
    func longQuestion() {
        let guess = ColumnGuess(headings: ["Is a member of your household over the age of 50, or otherwise at elevated risk? "])
        #expect(guess.columns == [.forbidden(.age)])
    }

    @Test(
        "questions that only sound like it are not",
        arguments: [
            "Status", "Request status", "Does your request need to remain anonymous? ", "Child care needed", "Address", "Account Disabled",
            "Average wait", "Message", "Language", "Page",
            "Estado", "الحالة", "Dietary Restrictions", "Payment Platform", "Residence", "Image", "Drivers", "Skip", "Packages",
            "Does your request need to remain anonymous?<br><br>If you have a safety reason (such as being undocumented, avoiding an abuser in the area or community, and so on) please tell us, and people who see your name are vetted.",
        ]
    )
    func allowed(heading: String) {
        if case .forbidden(let topic) = ColumnGuess(headings: [heading]).columns[0] { Issue.record("\(heading) is taken for \(topic)") }
    }

    @Test("values give away what a heading hides")
    func values() {
        let guess = ColumnGuess(
            headings: ["Number", "Extra", "Contact"], sample: [["123-45-6789", "10.0.0.1", "a@b.org"], ["987-65-4321", "192.168.1.7", "c@d.org"]])
        #expect(guess.columns == [.forbidden(.identityNumber), .forbidden(.device), .field(.email)])
    }
}
