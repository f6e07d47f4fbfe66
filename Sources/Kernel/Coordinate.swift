#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A place on the earth in WGS 84 degrees.
public struct Coordinate: Hashable, Sendable {
    public var latitude: Double
    public var longitude: Double

    /// Nil outside -90...90 and -180...180, or when either is not a number.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Metres along the great circle (haversine; a sphere of 6,371,008.8 m, good to 0.5 %).
    public func metres(to other: Coordinate) -> Double {
        let degrees = Double.pi / 180
        let half = (other.latitude - latitude) * degrees / 2
        let across = (other.longitude - longitude) * degrees / 2
        let chord = sin(half) * sin(half) + cos(latitude * degrees) * cos(other.latitude * degrees) * sin(across) * sin(across)
        return 2 * 6_371_008.8 * asin(min(1, chord.squareRoot()))
    }
}
