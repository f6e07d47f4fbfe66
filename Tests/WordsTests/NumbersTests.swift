import Kernel
import Testing

@testable import Words

@Suite struct NumbersTests {
    private let catalogs: Catalogs

    init() throws { catalogs = try Catalogs.load() }

    private func all(_ write: (Wording) -> String) -> [String] { [LanguageTag.english, .spanish, .arabic].map { write(catalogs.wording($0)) } }

    @Test("whole numbers, in the language's own digits")
    func numbers() {
        #expect(all { $0.number(0) } == ["0", "0", "٠"])
        #expect(all { $0.number(23) } == ["23", "23", "٢٣"])
        #expect(all { $0.number(1_234_567) } == ["1,234,567", "1,234,567", "١٬٢٣٤٬٥٦٧"])
        #expect(catalogs.wording(.english).number(-1_200) == "-1,200")
        #expect(catalogs.wording(.english).number(.min) == "-9,223,372,036,854,775,808")
        #expect(all { $0.percent(90) } == ["90%", "90%", "٩٠٪\u{061C}"])
    }

    @Test("amounts, with the sign of the currency where the language puts it")
    func money() throws {
        #expect(all { $0.money(Money(minorUnits: 3_120, currency: .gbp)) } == ["£31.20", "£31.20", "\u{200F}٣١٫٢٠\u{00A0}£"])
        let english = catalogs.wording(.english)
        #expect(english.money(Money(minorUnits: 5, currency: .gbp)) == "£0.05")
        #expect(english.money(Money(minorUnits: -123_456, currency: .usd)) == "-$1,234.56")
        let yen = try #require(Currency(code: "JPY"))
        let dinar = try #require(Currency(code: "KWD"))
        #expect(english.money(Money(minorUnits: 1_200, currency: yen)) == "¥1,200")
        #expect(english.money(Money(minorUnits: 1_250, currency: dinar)).hasSuffix("1.250"))
    }

    @Test("round amounts lose their empty pence, others keep them")
    func roundMoney() {
        #expect(all { $0.roundMoney(Money(minorUnits: 4_000, currency: .gbp)) } == ["£40", "£40", "\u{200F}٤٠\u{00A0}£"])
        #expect(catalogs.wording(.english).roundMoney(Money(minorUnits: 4_050, currency: .gbp)) == "£40.50")
    }

    @Test("lists and alternatives, each thing in its own direction")
    func lists() {
        let english = catalogs.wording(.english)
        #expect(english.list([]) == "" && english.list(["rice"]) == "rice" && english.list(["rice", "soap"]) == "rice and soap")
        #expect(all { $0.list(["1", "2", "3"]) } == ["1, 2 and 3", "1, 2 y 3", "1، 2 و3"])
        #expect(english.alternatives(["a", "b", "c"]) == "a, b or c")
        #expect(english.list(["rice", "خبز"]) == "rice and \u{2068}خبز\u{2069}")
    }

    @Test("languages are named in themselves, or in the reader's language")
    func languageNames() throws {
        let somali = try #require(LanguageTag("so"))
        #expect(all { $0.languageName(.spanish) } == ["Español", "Español", "Español"])
        #expect(catalogs.wording(.english).languageName(.arabic) == "العربية")
        #expect(catalogs.wording(.english).languageNameHere(somali) == "Somali")
        #expect(catalogs.wording(.arabic).languageNameHere(.spanish) == "الإسبانية")
    }
}
