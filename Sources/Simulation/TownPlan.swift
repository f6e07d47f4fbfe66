import Kernel

/// The made-up town: four zones in a square of two kilometres by a river, pods in two of them, and streets with numbers.
enum TownPlan {
    struct Quarter: Sendable {
        let name: String
        /// South, west, north, east in degrees.
        let box: (south: Double, west: Double, north: Double, east: Double)
        let streets: [String]
        let pods: [String]
    }

    static let quarters: [Quarter] = [
        Quarter(
            name: "Mill Lane", box: (51.5000, -0.0500, 51.5090, -0.0360), streets: ["Mill Lane", "Weir Walk", "Miller's Row", "Sluice Street"],
            pods: ["Sluice Court"]
        ),
        Quarter(
            name: "Dock Street", box: (51.5000, -0.0360, 51.5090, -0.0220), streets: ["Dock Street", "Ropewalk", "Anchor Terrace", "Customs Row"],
            pods: ["Elm Court", "Anchor House"]
        ),
        Quarter(
            name: "Hill Top", box: (51.5090, -0.0500, 51.5180, -0.0360), streets: ["Hill Top Road", "Larkfield", "Windmill Rise", "Beacon Street"],
            pods: []
        ),
        Quarter(
            name: "Station", box: (51.5090, -0.0360, 51.5180, -0.0220),
            streets: ["Station Approach", "Signal Street", "Goods Yard Lane", "Platform Mews"], pods: []
        ),
    ]

    /// A point in a quarter that belongs to a street: always the same for the same street.
    static func point(of street: Int, in quarter: Quarter) -> Coordinate? {
        let share = (Double(street) + 0.5) / Double(max(1, quarter.streets.count))
        return Coordinate(
            latitude: quarter.box.south + (quarter.box.north - quarter.box.south) * share,
            longitude: quarter.box.west + (quarter.box.east - quarter.box.west) * (1 - share)
        )
    }
}
