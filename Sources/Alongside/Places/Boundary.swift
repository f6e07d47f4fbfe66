public import Kernel

/// The border of a zone: one or more polygons, each an outer ring and the holes in it (GeoJSON's MultiPolygon, RFC 7946). Rings are closed.
public struct Boundary: Sendable, Hashable {
    public typealias Ring = [Coordinate]

    /// Polygons; the first ring of each is its outside.
    public let polygons: [[Ring]]

    /// Nil when there is no polygon, or a ring has fewer than three corners.
    public init?(polygons: [[Ring]]) {
        let closed = polygons.map { rings in rings.map(Self.closed) }
        guard !closed.isEmpty, closed.allSatisfy({ rings in !rings.isEmpty && rings.allSatisfy { $0.count >= 4 } }) else { return nil }
        self.polygons = closed
    }

    private static func closed(_ ring: Ring) -> Ring {
        guard let first = ring.first, let last = ring.last, first != last else { return ring }
        return ring + [first]
    }

    /// Whether a point lies inside or on the border. A ray to the east crosses the rings an odd number of times (even-odd rule): holes are outside.
    /// Linear in the number of corners. A border that two zones share belongs to both; callers take the first in the group's order.
    public func contains(_ point: Coordinate) -> Bool {
        polygons.contains { rings in
            var inside = false
            for ring in rings {
                for index in 1..<ring.count {
                    let from = ring[index - 1]
                    let to = ring[index]
                    if Self.lies(point, on: from, to) { return true }
                    guard (from.latitude > point.latitude) != (to.latitude > point.latitude) else { continue }
                    let part = (point.latitude - from.latitude) / (to.latitude - from.latitude)
                    if point.longitude < from.longitude + part * (to.longitude - from.longitude) { inside.toggle() }
                }
            }
            return inside
        }
    }

    private static func lies(_ point: Coordinate, on from: Coordinate, _ to: Coordinate) -> Bool {
        guard min(from.latitude, to.latitude) <= point.latitude, point.latitude <= max(from.latitude, to.latitude),
            min(from.longitude, to.longitude) <= point.longitude, point.longitude <= max(from.longitude, to.longitude)
        else { return false }
        let across = (to.longitude - from.longitude) * (point.latitude - from.latitude)
        return across == (to.latitude - from.latitude) * (point.longitude - from.longitude)
    }

    /// South-west and north-east corners of the rectangle around it.
    public var extent: (south: Double, west: Double, north: Double, east: Double) {
        var extent = (south: 90.0, west: 180.0, north: -90.0, east: -180.0)
        for point in polygons.joined().joined() {
            extent.south = min(extent.south, point.latitude)
            extent.north = max(extent.north, point.latitude)
            extent.west = min(extent.west, point.longitude)
            extent.east = max(extent.east, point.longitude)
        }
        return extent
    }

    /// Where a label fits: the centre of the corners of the ring with the most of them.
    public var label: Coordinate? {
        guard let ring = polygons.compactMap(\.first).max(by: { $0.count < $1.count }) else { return nil }
        let corners = ring.dropLast()
        let count = Double(corners.count)
        return Coordinate(
            latitude: corners.reduce(0) { $0 + $1.latitude } / count, longitude: corners.reduce(0) { $0 + $1.longitude } / count
        )
    }

    public var cornerCount: Int { polygons.joined().reduce(0) { $0 + $1.count } }
}
