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
        "what may be asked hides nothing that stands beside it, and other words for the same are known",
        arguments: [
            (ForbiddenTopic.immigration, "Childcare notes, immigration status"),
            (.household, "Childcare: names and ages of your children"),
            (.immigration, "Do you need childcare? What is your immigration status?"),
            (.health, "Mental health support - diagnosis"),
            (.immigration, "¿Tiene papeles?"), (.immigration, "¿Tienes papeles en regla?"), (.immigration, "Work permit"),
            (.immigration, "هل لديكم أوراق إقامة؟"), (.immigration, "Do you wish to stay anonymous? (Are you undocumented?)"),
            (.health, "Medical info"), (.health, "Medication you take"), (.health, "Special medical needs"), (.health, "Health concerns"),
            (.health, "Información médica"), (.health, "¿Qué medicamentos toma?"), (.health, "المعلومات الطبية"),
            (.health, "ما هي الأدوية التي تتناولونها، الأدوية الحالية"),
        ] as [(ForbiddenTopic, String)]
    )
    func beside(topic: ForbiddenTopic, heading: String) {
        #expect(ColumnGuess(headings: [heading]).columns == [.forbidden(topic)], "\(heading)")
    }

    @Test("of a page of text every question is looked at, and what only explains is not")
    func pageOfText() {
        let explained = String(repeating: "We ask so that we can find somebody near you who has the time. ", count: 4)
        #expect(ColumnGuess(headings: ["Do you need childcare? \(explained) What is your immigration status?"]).columns == [.forbidden(.immigration)])
        #expect(
            ColumnGuess(headings: ["Do you need childcare? \(explained) We never ask for anybody's immigration status."]).columns != [
                .forbidden(.immigration)
            ])
    }

    @Test(
        "questions that only sound like it are not",
        arguments: [
            "Status", "Request status", "Does your request need to remain anonymous? ", "Child care needed", "Address", "Account Disabled",
            "Average wait", "Message", "Language", "Page",
            "Estado", "الحالة", "Dietary Restrictions", "Payment Platform", "Residence", "Image", "Drivers", "Skip", "Packages",
            "Pick up medication", "Prescription pick-up", "Medicine", "Mental health support", "Ayuda con papeles", "Apoyo de salud mental",
            "Any medical training?", "Recoger medicamentos",
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
