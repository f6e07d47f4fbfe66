import Testing

@testable import Words

@Suite struct PluralRuleTests {
    static let arabic = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    static let polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    static let slovenian = "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)"

    @Test(
        "real headers choose the form",
        arguments: [
            ("nplurals=2; plural=(n != 1);", [0: 1, 1: 0, 2: 1, -1: 0]),
            ("nplurals=1; plural=0;", [0: 0, 1: 0, 7: 0]),
            ("nplurals=2; plural=n>1;", [0: 0, 1: 0, 2: 1]),
            (arabic, [0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4, 1_000: 5]),
            (polish, [1: 0, 2: 1, 5: 2, 12: 2, 22: 1, 25: 2, 112: 2, 122: 1]),
            (slovenian, [1: 0, 101: 0, 2: 1, 3: 2, 104: 2, 5: 3]),
        ])
    func realHeaders(header: String, expected: [Int: Int]) throws {
        let rule = try PluralRule(header: header)
        for (count, form) in expected { #expect(rule.form(for: count) == form, "\(count) under \(header)") }
    }

    @Test(
        "operators bind as in C",
        arguments: [
            ("1+2*3", 7), ("8-2-3", 3), ("20/2/5", 2), ("17%10*2", 14), ("!0+1", 2), ("!(1||0)", 0), ("1<2==1", 1), ("2>=2&&3<=2||1", 1),
            ("0?1:0?2:3", 3), ("1 ? 0 ? 5 : 6 : 7", 6), ("1!=1", 0), ("3>2", 1),
        ])
    func precedence(expression: String, value: Int) throws {
        #expect(try PluralRule.Expression(parsing: expression).value(0) == value)
    }

    @Test("dividing by zero and forms past the last one are no crash")
    func bounds() throws {
        #expect(try PluralRule(header: "nplurals=2; plural=n/0;").form(for: 5) == 0)
        #expect(try PluralRule(header: "nplurals=2; plural=n%(n-n);").form(for: 5) == 0)
        #expect(try PluralRule(header: "nplurals=2; plural=n;").form(for: .min) == 1)
        #expect(try PluralRule(header: "nplurals=2; plural=0-5;").form(for: 5) == 0)
    }

    @Test(
        "a header that cannot be read is refused",
        arguments: [
            "", "nplurals=2", "plural=n", "nplurals=0; plural=0", "nplurals=2; plural=n+", "nplurals=2; plural=(n", "nplurals=2; plural=n?1",
            "nplurals=2; plural=m",
            "nplurals=2; plural=n n", "nplurals=2; plural=n; system=1", "hello",
        ])
    func refused(header: String) {
        #expect(throws: PluralRule.Fault.self) { try PluralRule(header: header) }
    }

    @Test("nesting without end is refused, not followed")
    func hostile() {
        for opening in ["(", "!", "n?"] {
            #expect(throws: PluralRule.Fault.self) {
                try PluralRule(header: "nplurals=2; plural=" + String(repeating: opening, count: 100_000) + "n")
            }
        }
    }
}
