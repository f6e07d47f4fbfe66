/// What two asks may have in common, each in its one form.
struct AskSigns: Sendable {
    let phone: String?
    let email: String?
    let name: NameLikeness
    /// Where it is more than a street without a number.
    let place: String?

    init(_ face: AskFace, _ details: AskDetails) { self.init(name: face.alias, phone: details.phone, email: details.email, place: details.place) }

    init(name: String, phone: String? = nil, email: String? = nil, place: String? = nil) {
        self.phone = phone
        self.email = email?.lowercased()
        self.name = NameLikeness(name)
        self.place = place.map(PlaceWords.canonical).flatMap { $0.contains(" ") && $0.contains(where: \.isNumber) ? $0 : nil }
    }
}
