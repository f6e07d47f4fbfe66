import Alongside
import Kernel

/// What people of the town type, as the use cases take it in. Chance is drawn in a fixed order, so that the same number makes the same town.
struct TownInputs {
    let town: TownGroup
    let now: Instant
    let random: SeededRandomness

    private func chance(_ percent: Int) -> Bool { random.below(100) < percent }

    // MARK: Asking

    func ask(_ story: AskStory, _ category: Category) -> OpenAsk.Input {
        let neighbour = story.neighbour
        let zone = town.zones[neighbour.quarter]
        let isUnplaced = story.present?.unplaced ?? false
        var place: String?
        var chosen: ID<Zone>?
        switch random.below(100) {
        case _ where isUnplaced: place = chance(50) ? MadeUpWords.pick(MadeUpWords.landmarks, neighbour.language, by: random) : nil
        case 0..<80: place = neighbour.address
        case 80..<90:
            place = MadeUpWords.pick(MadeUpWords.landmarks, neighbour.language, by: random)
            chosen = zone
        default: chosen = chance(60) ? zone : nil
        }
        var contact = Contact(reach: .phone, phone: neighbour.phone.isEmpty ? nil : neighbour.phone)
        if let email = neighbour.email {
            contact = Contact(reach: .email, email: email)
        } else if story.present == nil, chance(5) {
            contact = .calls
        }
        if contact.phone != nil, chance(25) { contact.remark = MadeUpWords.pick(MadeUpNotes.callTimes, neighbour.language, by: random) }
        let wanted: WantedBy =
            switch story.urgency {
            case .today: story.present == nil ? .twoDays : .noHurry
            case .twoDays: story.present == nil ? .week : .noHurry
            case .week: chance(50) && story.present == nil ? .week : .noHurry
            case .ongoing: .noHurry
            }
        let door: Ask.Door = chance(85) ? .web : chance(70) ? .phone : .paper
        return OpenAsk.Input(
            alias: neighbour.name, contact: contact, place: place, zone: chosen, category: category.id, words: story.words, wantedBy: wanted,
            language: neighbour.language, door: door
        )
    }

    func details(_ story: AskStory) -> SetAskDetails.Input {
        let language = story.neighbour.language
        var input = SetAskDetails.Input(costPath: story.costPath, phoneAllowed: chance(50))
        if chance(60) { input.doorDetail = MadeUpWords.pick(MadeUpWords.doors, language, by: random) }
        if chance(30) { input.diet = MadeUpWords.pick(MadeUpWords.diets, language, by: random) }
        if chance(25) { input.notes = MadeUpWords.pick(MadeUpNotes.notes, language, by: random) }
        if chance(20) { input.access = [random.pick(AskDetails.AccessNeed.allCases.filter { $0 != .carryUp && $0 != .interpreter })] }
        if chance(30) { input.substitutions = random.pick(AskDetails.Substitutions.allCases) }
        if chance(10) { input.isolatingUntil = CalendarDay.of(now, zone: town.group.timeZone) + (3 + random.below(8)) }
        if chance(8) {
            input.safeContact = MadeUpWords.pick(MadeUpNotes.safeContacts, language, by: random)
            input.safeMode = chance(40)
        }
        return input
    }

    // MARK: Helping

    /// An offer, and the limits that its helper sets afterwards.
    func helper(_ neighbour: MadeUpNeighbours.Neighbour, _ index: Int) -> (offer: OfferHelp.Input, limits: ChangeLimits.Input) {
        let all = TownStart.helped.compactMap { town.categories[$0]?.id }
        let first = random.pick(all)
        let also = (0..<(1 + random.below(4))).map { _ in random.pick(all) }.filter { $0 != first }
        let kinds = [first] + also.reduce(into: [ID<Category>]()) { if !$0.contains($1) { $0.append($1) } }
        let isRemote = random.below(10) == 0
        let slots = (1...7).flatMap { day in WeekHours.Part.allCases.compactMap { WeekHours.Slot(weekday: day, part: $0) } }
        let hours = WeekHours(slots.filter { _ in chance(55) } + [random.pick(slots)])
        var languages = [neighbour.language]
        if neighbour.language != .english, chance(80) { languages.append(.english) }
        if neighbour.language == .english, chance(30) { languages.append(chance(50) ? .spanish : .arabic) }
        let stands = index % 4 == 0 ? 90 : 14 + random.below(40)
        let offer = OfferHelp.Input(
            alias: neighbour.name, contact: neighbour.contact, categories: kinds,
            words: MadeUpWords.pick(MadeUpWords.offers, neighbour.language, by: random), hours: hours,
            until: CalendarDay.of(now, zone: town.group.timeZone) + stands, minutes: chance(30) ? 20 + 10 * random.below(4) : nil, remote: isRemote,
            inexhaustible: index % 17 == 0, once: index % 13 == 5, languages: languages, transport: random.pick([.foot, .foot, .bike, .car]),
            place: neighbour.address,
            language: neighbour.language
        )
        let limits = ChangeLimits.Input(
            weeklyLimit: 2 + random.below(4), hours: hours, reachMetres: 2_000 + 500 * random.below(4),
            transport: isRemote ? .none : offer.transport, remoteOnly: isRemote, canLift: chance(80), canClimb: chance(80), mayFront: chance(60),
            languages: languages, categories: chance(50) ? [] : Set(kinds)
        )
        return (offer, limits)
    }
}

extension MadeUpNeighbours.Neighbour {
    /// Both, where they have both.
    fileprivate var contact: Contact {
        phone.isEmpty ? Contact(reach: .email, email: email) : Contact(reach: .phone, phone: phone, email: email)
    }
}
