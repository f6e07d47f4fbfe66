import Alongside
import Kernel
import TestKit
import Testing
import Words

@Suite struct ListParserTests {
    private typealias Line = AskDetails.Line

    @Test(
        "one thing with its quantity, in the ways people write it",
        arguments: [
            ("milk", "milk", nil), ("2 l milk", "milk", "2 l"), ("milk 2 l", "milk", "2 l"), ("milk x2", "milk", "2"), ("2x milk", "milk", "2"),
            ("2 x milk", "milk", "2"), ("milk x 2", "milk", "2"), ("milk 2", "milk", "2"), ("500g flour", "flour", "500g"),
            ("1/2 kg rice", "rice", "1/2 kg"),
            ("1,5 l agua", "agua", "1,5 l"), ("dos litros de leche", "leche", "dos litros"), ("two tins of beans", "beans", "two tins"),
            ("a bag of potatoes", "potatoes", "a bag"), ("أرز ٢ كغ", "أرز", "٢ كغ"), ("٢ كغ أرز", "أرز", "٢ كغ"),
            ("nappies size 4", "nappies size 4", nil),
            ("2 in 1 shampoo", "2 in 1 shampoo", nil), ("- bread", "bread", nil), ("• eggs 12", "eggs", "12"), ("3. soap", "soap", nil),
            ("☐ tea", "tea", nil),
            ("a lemon", "a lemon", nil), ("vitamin 12345", "vitamin 12345", nil),
        ] as [(String, String, String?)]
    )
    func quantities(_ typed: String, _ text: String, _ quantity: String?) {
        #expect(ListParser.read(typed) == Line(text: text, quantity: quantity))
    }

    @Test("what must be that is marked", arguments: ["milk!", "milk (must have)", "milk (importante)", "milk [ضروري]"])
    func musts(_ typed: String) { #expect(ListParser.read(typed) == Line(text: "milk", mustHave: true)) }

    @Test("commas, semicolons and lines part things, but not numbers and not brackets")
    func parts() {
        let lines = ListParser.lines(of: "Milk 1,5 l, rice (white, long); soap\n2 kg أرز، حليب\n\n ,")
        #expect(lines.map(\.written) == ["1,5 l Milk", "rice (white, long)", "soap", "2 kg أرز", "حليب"])
    }

    @Test("what the form's own hint says is read as things, and its remark as none", arguments: ["en", "es", "ar"])
    func hint(_ language: String) async throws {
        let say = try await World().house.catalogs.wording(try #require(LanguageTag(language)))
        let hint = say("ask.form.what.hint")
        let typed = hint[try #require(hint.firstRange(of: ": ")).upperBound...]
        let things = ["en": ["milk", "bread", "2 kg rice"], "es": ["leche", "pan", "2 kg arroz"], "ar": ["حليب", "خبز", "٢ كغ أرز"]]
        #expect(ListParser.lines(of: String(typed)).map(\.written) == things[language])
    }

    @Test(
        "a remark among the things is nothing to buy",
        arguments: [
            "no pork please", "No nuts!", "- not the cheap one", "without sugar", "but no onions", "halal", "Halal or other needs.", "vegan please",
            "gluten free", "we are vegetarian", "sin lactosa", "nada de cerdo", "y sin gluten", "halal, por favor", "todo halal",
            "بدون لحم خنزير", "لا مكسرات", "من دون سكر", "حلال", "حلال من فضلكم",
        ])
    func remarks(_ typed: String) {
        #expect(ListParser.lines(of: typed) == [])
        #expect(ListParser.lines(of: "soap, " + typed).first == Line(text: "soap"))
        #expect(ListParser.lines(of: "2 kg rice. " + typed).first == Line(text: "rice", quantity: "2 kg"))
    }

    @Test(
        "what somebody cannot eat is never bought and stands where food is told",
        arguments: [
            "Alergia a los frutos secos (nueces)", "soy alérgica al huevo", "intolerancia a la lactosa", "mi hijo es celíaco",
            "no puedo comer pescado",
            "sin gluten", "somos vegetarianos", "nut allergy", "my son is allergic to eggs", "I am lactose intolerant", "I can't eat fish",
            "we are vegetarian", "low salt diet", "حساسية من المكسرات", "عندي حساسية من البيض", "ابني لديه حساسية (المكسرات)", "نباتي",
        ])
    func needs(_ typed: String) {
        #expect(ListParser.lines(of: typed) == [] && ListParser.diet(in: typed) == typed)
        #expect(ListParser.lines(of: "soap\n- \(typed)\ntea").map(\.text) == ["soap", "tea"])
        #expect(ListParser.diet(in: "soap, \(typed)\ntea") == typed)
    }

    @Test(
        "what somebody cannot eat goes on over commas, and nothing of it is bought",
        arguments: [
            "allergic to nuts, peanuts and milk", "alergia a las nueces, el maní y la leche", "I am allergic to eggs, nuts or soy",
            "حساسية من المكسرات، الفول السوداني والحليب",
        ])
    func needsOverCommas(_ typed: String) {
        #expect(ListParser.lines(of: typed) == [] && ListParser.lines(of: "soap, \(typed)\ntea").map(\.text) == ["soap", "tea"])
        let diet = ListParser.diet(in: "soap, \(typed)\ntea") ?? ""
        for word in typed.split(whereSeparator: { ",، ".contains($0) }) { #expect(diet.contains(word)) }
        #expect(ListParser.lines(of: "allergic to nuts, milk, bread").map(\.text) == ["milk", "bread"])
    }

    @Test(
        "what is taken against an allergy is bought",
        arguments: ["allergy tablets", "pastillas para la alergia", "دواء للحساسية", "hypoallergenic soap", "diet cola", "gluten free bread"])
    func remedies(_ typed: String) { #expect(ListParser.lines(of: typed) == [Line(text: typed)] && ListParser.diet(in: typed) == nil) }

    @Test(
        "an amount after a comma belongs to what stands before it",
        arguments: [
            ("huevos, una docena", "huevos", "una docena"), ("milk, 2 litres", "milk", "2 litres"), ("eggs, half a dozen", "eggs", "half a dozen"),
            ("leche, dos litros", "leche", "dos litros"), ("arroz, 1,5 kg", "arroz", "1,5 kg"), ("eggs, a dozen", "eggs", "a dozen"),
            ("بيض، دزينة", "بيض", "دزينة"), ("حليب، لترين", "حليب", "لترين"), ("أرز، ٢ كغ", "أرز", "٢ كغ"), ("leche, tres", "leche", "tres"),
        ])
    func amounts(_ typed: String, _ text: String, _ quantity: String) throws {
        let line = Line(text: text, quantity: quantity)
        #expect(ListParser.lines(of: typed) == [line] && ListParser.read(typed) == line)
        #expect(ListParser.lines(of: "soap, \(typed), tea") == [Line(text: "soap"), line, Line(text: "tea")])
        #expect(ListParser.read(line.written) == line)
    }

    @Test("an amount with nothing before it stays a line, so that no word is lost")
    func amountAlone() {
        #expect(ListParser.lines(of: "2 kg rice, 3 tins").map(\.text) == ["rice", "3 tins"])
        #expect(ListParser.lines(of: "rice\n3 tins").count == 2)
    }

    @Test("what stands around a remark is bought")
    func around() {
        #expect(ListParser.lines(of: "1. soap\n2. no fish\n3. rice. No pork. Tea").map(\.text) == ["soap", "rice. Tea"])
        #expect(ListParser.lines(of: String(repeating: "no. ", count: 30_000)).count <= 1)
    }

    @Test(
        "a thing that only sounds like a remark is bought",
        arguments: [
            "halal chicken", "gluten free bread", "No. 7 cream", "vegan burgers", "yoghurt without sugar", "St. Ivel butter", "لحم حلال", "noodles",
        ])
    func things(_ typed: String) { #expect(ListParser.lines(of: typed) == [Line(text: typed)]) }

    @Test("reading what was written gives the same line again")
    func again() {
        for line in ListParser.lines(of: "2 l milk, rice x2, nappies size 4, أرز ٢ كغ, two tins of beans") {
            #expect(ListParser.read(line.written) == line)
        }
    }

    @Test(
        "absurd texts stay within bounds",
        arguments: ["", " , ;\n", String(repeating: "a", count: 100_000), String(repeating: "x,", count: 50_000), "((((", "!!!!", "()!", "\u{200B}"])
    func bounds(_ typed: String) {
        let lines = ListParser.lines(of: typed)
        #expect(lines.count <= TextLimit.lines && lines.allSatisfy { $0.text.unicodeScalars.count <= TextLimit.line && !$0.text.isEmpty })
    }
}
