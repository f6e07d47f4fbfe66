public import Alongside
public import Kernel
public import Storage

/// What is known where a message is pasted: the day, the country, and the group's own words and places.
public struct MessageContext: Sendable {
    /// Today at the group's place.
    public var today: Day
    /// Whose numbers are written without a country; nil where that is not known.
    public var country: CallingCountry?
    public var monthFirst: Bool
    /// The group's kinds of help; without a group those that every group begins with, by their keys.
    public var categories: [Alongside.Category]
    public var zones: [Alongside.Zone]
    public var places: KnownPlaces?

    public init(
        today: Day, country: CallingCountry? = nil, monthFirst: Bool = false, categories: [Alongside.Category] = [], zones: [Alongside.Zone] = [],
        places: KnownPlaces? = nil
    ) {
        self.today = today
        self.country = country
        self.monthFirst = monthFirst
        self.categories = categories
        self.zones = zones
        self.places = places
    }

    /// As it is in a group.
    public init(of group: Group, in house: House, _ connection: any Connection) throws {
        self.init(
            today: CalendarDay.of(house.now, zone: group.timeZone), country: group.callingCountry, monthFirst: group.country == "US",
            categories: try house.categories.all(in: group, connection), zones: try ZoneStore.all(in: group.id, connection),
            places: try KnownPlaces(of: group.id, in: house, connection)
        )
    }
}
