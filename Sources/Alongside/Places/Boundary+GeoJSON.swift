import Foundation
import Kernel

/// Borders as GeoJSON geometry text (RFC 7946): longitude first, at most six digits, which is 0.1 m.
extension Boundary {
    /// Reads what `geoJSON` wrote; nil for anything else.
    public init?(geoJSON text: String) {
        guard let shape = try? JSONDecoder().decode(GeoShape.self, from: Data(text.utf8)), let boundary = try? shape.boundary() else { return nil }
        self = boundary
    }

    /// A MultiPolygon geometry.
    public var geoJSON: String {
        let shapes = polygons.map { rings in
            "["
                + rings.map { ring in "[" + ring.map { "[\(Self.digits($0.longitude)),\(Self.digits($0.latitude))]" }.joined(separator: ",") + "]" }
                .joined(separator: ",") + "]"
        }
        return "{\"type\":\"MultiPolygon\",\"coordinates\":[" + shapes.joined(separator: ",") + "]}"
    }

    private static func digits(_ degrees: Double) -> String {
        let rounded = (degrees * 1_000_000).rounded() / 1_000_000
        return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
}

/// One geometry of a GeoJSON file, as far as zones need it.
struct GeoShape: Decodable {
    enum Fault: Error, Hashable {
        /// A point, a line or something else without an inside.
        case kind
        /// Numbers outside of -90...90 and -180...180: another projection, or latitude first.
        case degrees
        /// A ring with fewer than three corners.
        case ring
    }

    private enum Key: String, CodingKey { case type, coordinates }

    private let polygons: [[[[Double]]]]?

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .type) {
        case "Polygon": polygons = [try values.decode([[[Double]]].self, forKey: .coordinates)]
        case "MultiPolygon": polygons = try values.decode([[[[Double]]]].self, forKey: .coordinates)
        default: polygons = nil
        }
    }

    func boundary() throws(Fault) -> Boundary {
        guard let polygons else { throw .kind }
        var rings: [[Boundary.Ring]] = []
        for polygon in polygons {
            var polygonRings: [Boundary.Ring] = []
            for ring in polygon {
                var points: Boundary.Ring = []
                for pair in ring {
                    guard pair.count >= 2, let point = Coordinate(latitude: pair[1], longitude: pair[0]) else { throw .degrees }
                    points.append(point)
                }
                polygonRings.append(points)
            }
            rings.append(polygonRings)
        }
        guard let boundary = Boundary(polygons: rings) else { throw .ring }
        return boundary
    }
}
