import Exchange
import Testing

@Suite struct ColumnGuessTests {
    @Test("the columns of the tables of seven groups")
    func realSheets() throws {
        #expect(Set(try Fixture.tables().map(\.table)).isSubset(of: ExpectedColumns.tables.map(\.table)))
        for expected in ExpectedColumns.tables where expected.project != "custom" {
            let headings = try Fixture.headings(expected.project, expected.table)
            #expect(!headings.isEmpty)
            let most = headings.map(\.options.count).max() ?? 0
            let sample = (0..<most).map { row in headings.map { $0.options.indices.contains(row) ? $0.options[row] : "" } }
            check(expected, headings.map(\.heading), sample)
        }
    }

    @Test("the questions of a real form, with their explanations")
    func realForms() throws {
        let rows = try CSVReader.rows(Fixture.bytes("rfg_custom_form_questions_template.csv")).map(\.fields)
        for expected in ExpectedColumns.tables where expected.project == "custom" {
            check(expected, rows.filter { $0[0] == expected.table }.map { $0[1] }, [])
        }
    }

    private func check(
        _ expected: (project: String, table: String, rows: ColumnGuess.Rows, columns: [(heading: String, use: ColumnUse)]), _ headings: [String],
        _ sample: [[String]]
    ) {
        let guess = ColumnGuess(headings: headings, sample: sample)
        #expect(guess.rows == expected.rows, "\(expected.project) \(expected.table)")
        for (heading, use) in zip(headings, guess.columns) {
            let wanted = expected.columns.first { $0.heading.count == 45 ? heading.hasPrefix($0.heading) : heading == $0.heading }?.use ?? .ignored
            #expect(use == wanted, "\(heading) of \(expected.project) \(expected.table)")
        }
    }

    @Test("a Spanish form")
    func spanish() {
        let headings = [
            "Marca temporal", "Nombre completo", "Número de teléfono", "Dirección de correo electrónico", "Dirección", "Barrio", "¿Qué necesitas?",
            "Detalles", "¿Para cuándo?",
            "Urgencia", "Idioma", "Estado", "¿Cuántas personas viven en tu hogar?", "Notas", "Estado civil",
        ]
        let fields: [ImportField?] = [
            .askedAt, .name, .phone, .email, .address, .zone, .kinds, .words, .byWhen, .urgency, .language, .status, .householdSize, .notes, nil,
        ]
        #expect(ColumnGuess(headings: headings).columns == fields.map { $0.map(ColumnUse.field) ?? .ignored })
    }

    @Test("an Arabic form")
    func arabic() {
        let headings = [
            "طابع زمني", "الاسم الكامل", "رقم الهاتف", "البريد الإلكتروني", "العنوان", "الحي", "ماذا تحتاج؟", "التفاصيل", "متى تحتاج المساعدة؟",
            "اللغة", "الحالة", "عدد أفراد الأسرة",
            "ملاحظات", "المهارات",
        ]
        let fields: [ImportField] = [
            .askedAt, .name, .phone, .email, .address, .zone, .kinds, .words, .byWhen, .language, .status, .householdSize, .notes, .skills,
        ]
        #expect(ColumnGuess(headings: headings).columns == fields.map(ColumnUse.field))
    }

    @Test(
        "“Status” is how far an ask got; other statuses are not",
        arguments: ["Marital status", "Employment status", "Housing status", "geocodeStatus", "Funding status"])
    func status(heading: String) {
        #expect(ColumnGuess(headings: [heading]).columns == [.ignored])
        #expect(ColumnGuess(headings: ["STATUS "]).columns == [.field(.status)])
    }

    @Test("parts of a name belong together; of two whole names one stays")
    func names() {
        #expect(ColumnGuess(headings: ["First name", "Last name"]).columns == [.field(.name), .field(.name)])
        #expect(ColumnGuess(headings: ["Requester", "Name"]).columns == [.ignored, .field(.name)])
        #expect(ColumnGuess(headings: ["Volunteer name", "Your name"]).columns == [.ignored, .field(.name)])
    }

    @Test("a State beside a City is a place, alone it is how far it got")
    func states() {
        #expect(ColumnGuess(headings: ["City", "State"]).columns == [.field(.address), .field(.address)])
        #expect(ColumnGuess(headings: ["Name", "State"]).columns == [.field(.name), .field(.status)])
    }

    @Test("a column without a heading is known by its values")
    func values() {
        let guess = ColumnGuess(headings: ["", "", "Name"], sample: [["a@b.org", "020 7946 0958", "Rosa"], ["c@d.org", "(555) 010-0199"]])
        #expect(guess.columns == [.field(.email), .field(.phone), .field(.name)])
        #expect(ColumnGuess(headings: ["Type"], sample: [["Food"], ["a ride"]]).columns == [.field(.kinds)])
        #expect(ColumnGuess(headings: ["Type"], sample: [["Direct Aid"], ["Reimbursement"]]).columns == [.ignored])
    }

    @Test("asks and offers are told apart")
    func rows() {
        #expect(ColumnGuess(headings: ["Name", "What do you need?"]).rows == .asks)
        #expect(ColumnGuess(headings: ["Name", "What can you offer?", "Availability"]).rows == .offers)
        #expect(ColumnGuess(headings: ["Name", "Ask or offer"]).rows == .either)
        #expect(ColumnGuess(headings: []).columns.isEmpty)
    }

    @Test("the size of a household is known and not kept")
    func householdSize() {
        #expect(ImportField.allCases.filter { !$0.isKept } == [.householdSize])
    }
}
