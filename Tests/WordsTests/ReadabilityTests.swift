import Testing
import Words

@Suite struct ReadabilityTests {
    @Test("a text is cut into its sentences")
    func sentences() {
        #expect(Readability.sentences(of: "One. Two? Three!\nFour 3.5 m") == ["One.", "Two?", "Three!", "Four 3.5 m"])
        #expect(Readability.sentences(of: "ماذا؟ نعم.") == ["ماذا؟", "نعم."])
        #expect(Readability.sentences(of: "") == [])
    }

    @Test("a sentence of twenty words passes and one of twenty-one does not")
    func length() {
        let twenty = Array(repeating: "word", count: 20).joined(separator: " ")
        #expect(Readability.longSentences(in: "\(twenty). \(twenty).").isEmpty)
        #expect(Readability.longSentences(in: "Short. \(twenty) more.") == ["\(twenty) more."])
    }

    @Test("0.25 words to avoid are found as whole words, in any case, and as phrases")
    func avoided() {
        let avoided = ["client", "case number", "needy"]
        #expect(Readability.words(from: avoided, in: "The Client has a case  number.") == ["client", "case number"])
        #expect(Readability.words(from: avoided, in: "In that case the number of clienteles is 3.").isEmpty)
    }

    @Test("0.25 an Arabic word is found behind the article, and not inside another word")
    func avoidedArabic() {
        #expect(Readability.words(from: ["مستفيد", "محتاج"], in: "اسم المستفيد") == ["مستفيد"])
        #expect(Readability.words(from: ["مستفيد", "محتاج"], in: "وللمحتاج") == ["محتاج"])
        #expect(Readability.words(from: ["عميل"], in: "تعميل").isEmpty)
    }
}
