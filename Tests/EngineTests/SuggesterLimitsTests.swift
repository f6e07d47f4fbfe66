import Testing

@testable import Engine

@Suite struct SuggesterLimitsTests {
    /// An ask that puts every limit to use, and a helper who keeps them all.
    static let ask = AskRow(
        kind: 1, language: 1, zone: 0, pod: 1, point: (0, 0), hours: 0b110, minutes: 60, needsDoor: true, needsLift: true, needsClimb: true,
        needsFronting: true
    )
    static let fitting = HelperRow(
        hours: 0b010, transport: .bike, reachMetres: 2_000, languages: 0b11, kinds: 0b10, zone: 0, pod: 1, point: (600, 800)
    )

    struct Case: Sendable, CustomTestStringConvertible {
        let exclusion: Exclusion
        let change: @Sendable (inout HelperRow) -> Void
        var testDescription: String { "\(exclusion)" }

        init(_ exclusion: Exclusion, _ change: @escaping @Sendable (inout HelperRow) -> Void) {
            self.exclusion = exclusion
            self.change = change
        }
    }

    static let cases: [Case] = [
        Case(.themself) { $0.isAsker = true },
        Case(.blocked) { $0.isBlocked = true },
        Case(.alreadyAsked) { $0.wasAsked = true },
        Case(.resting) { $0.isActive = false },
        Case(.atLimit) { $0.tasksThisWeek = 2 },
        Case(.atLimit) { $0.weeklyLimit = 0 },
        Case(.remoteOnly) { $0.remoteOnly = true },
        Case(.remoteOnly) { $0.transport = .none },
        Case(.trust) { $0.trust = .new },
        Case(.offerOver) { $0.isOfferOver = true },
        Case(.kind) { $0.kinds = 0b100 },
        Case(.language) { $0.languages = 0b101 },
        Case(.hours) { $0.hours = 0b1001 },
        Case(.tooLong) { $0.minutes = 59 },
        Case(.tooFar) { $0.reachMetres = 999 },
        Case(.cannotLift) { $0.canLift = false },
        Case(.cannotClimb) { $0.canClimb = false },
        Case(.nobodyToGoWith) { $0.trust = .paired },
    ]

    @Test("whoever keeps every limit is suggested")
    func fits() {
        let (best, excluded) = Suggester.suggest(Self.ask, among: [Self.fitting])
        #expect(best.map(\.helper) == [0])
        #expect(excluded == [nil])
    }

    @Test("each limit alone keeps a helper out", arguments: cases)
    func alone(_ one: Case) {
        var helper = Self.fitting
        one.change(&helper)
        let (best, excluded) = Suggester.suggest(Self.ask, among: [helper])
        #expect(best.isEmpty)
        #expect(excluded == [one.exclusion])
    }

    @Test("a limit that gives way lets the next one be seen, and gives way for that helper only")
    func waived() {
        var both = Self.fitting
        both.weeklyLimit = 0
        both.trust = .new
        var full = Self.fitting
        full.weeklyLimit = 0
        #expect(Suggester.exclusions(from: Self.ask, among: [both, full, full], waived: [0: [.atLimit], 1: [.atLimit]]) == [.trust, nil, .atLimit])
    }

    @Test("time that is just enough is enough")
    func longEnough() {
        var helper = Self.fitting
        helper.minutes = 60
        #expect(Suggester.exclusions(from: Self.ask, among: [helper]) == [nil])
    }

    @Test("every exclusion has a case here")
    func complete() { #expect(Set(Self.cases.map(\.exclusion)) == Set(Exclusion.allCases)) }

    @Test("4.16 somebody who helps from home gets tasks on the phone and no others")
    func housebound() {
        let home = HelperRow(transport: .none, remoteOnly: true)
        #expect(Suggester.exclusions(from: AskRow(kind: 0, language: 0), among: [home]) == [.remoteOnly])
        let call = AskRow(kind: 0, language: 0, point: (0, 0), needsDoor: false)
        let (best, _) = Suggester.suggest(call, among: [home])
        #expect(best.first?.reasons.contains(.fromHome) == true)
    }

    @Test("trust steps say nothing where nobody goes to a door", arguments: [HelperRow.Trust.new, .paired, .solo])
    func remoteTrust(_ trust: HelperRow.Trust) {
        let call = AskRow(kind: 0, language: 0, needsDoor: false)
        #expect(Suggester.exclusions(from: call, among: [HelperRow(trust: trust)]) == [nil])
    }

    @Test("a paired helper goes with the best who goes alone, and not with one who does not fit")
    func companion() {
        let ask = AskRow(kind: 0, language: 0)
        let rows = [HelperRow(trust: .paired), HelperRow(tasksThisWeek: 1), HelperRow(), HelperRow(isBlocked: true, daysSinceTogether: 1)]
        let (best, _) = Suggester.suggest(ask, among: rows)
        #expect(best.first { $0.helper == 0 }?.reasons.contains(.goesWith(helper: 2)) == true)
        #expect(Suggester.exclusions(from: ask, among: [rows[0], rows[3]]) == [.nobodyToGoWith, .blocked])
    }

    @Test("a way that is not known keeps nobody out")
    func unknownWay() {
        var helper = Self.fitting
        helper.point = nil
        helper.reachMetres = 1
        #expect(Suggester.exclusions(from: Self.ask, among: [helper]) == [nil])
    }
}
