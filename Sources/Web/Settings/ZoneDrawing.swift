import Alongside
import Kernel
import Markup
import Words

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The borders of zones drawn flat, without any map from elsewhere: equirectangular, with degrees of longitude shortened as they are at the middle.
/// A list always stands beside it.
struct ZoneDrawing {
    struct Shape {
        let number: Int
        let boundary: Boundary
        let isPod: Bool
    }

    let shapes: [Shape]
    let width: Int
    let height: Int
    private let west: Double
    private let north: Double
    /// Points of the drawing per degree of longitude and of latitude.
    private let across: Double
    private let down: Double

    private static let margin = 8.0

    /// Nil when there is nothing to draw. It is `width` points wide and at most as high.
    init?(_ shapes: [Shape], width: Int) {
        guard let first = shapes.first?.boundary.extent else { return nil }
        var extent = first
        for shape in shapes.dropFirst() {
            let other = shape.boundary.extent
            extent = (
                min(extent.south, other.south), min(extent.west, other.west), max(extent.north, other.north), max(extent.east, other.east)
            )
        }
        let shortened = max(0.05, cos((extent.south + extent.north) / 2 * .pi / 180))
        let spanAcross = max((extent.east - extent.west) * shortened, 1e-6)
        let spanDown = max(extent.north - extent.south, 1e-6)
        let room = Double(width) - 2 * Self.margin
        let scale = min(room / spanAcross, room / spanDown)
        self.shapes = shapes
        self.width = width
        height = Int((spanDown * scale + 2 * Self.margin).rounded(.up))
        west = extent.west
        north = extent.north
        across = scale * shortened
        down = scale
    }

    /// Where a point lies on the drawing.
    func place(_ point: Coordinate) -> (x: Double, y: Double) {
        (Self.margin + (point.longitude - west) * across, Self.margin + (north - point.latitude) * down)
    }

    /// The point on the earth under a point of the drawing.
    func point(x: Double, y: Double) -> Coordinate? {
        Coordinate(latitude: north - (y - Self.margin) / down, longitude: west + (x - Self.margin) / across)
    }

    /// As part of a page, in the colours of its text.
    func html(label: String) -> HTML {
        let paths = HTML.each(shapes) { shape in
            """
            <path d="\(path(shape.boundary))" fill="currentColor" fill-opacity="\(shape.isPod ? "0.18" : "0.08")" fill-rule="evenodd" \
            stroke="currentColor" stroke-width="1.5"/>
            """
        }
        let numbers = HTML.each(shapes) { shape in
            let at = shape.boundary.label.map(place) ?? (x: 0, y: 0)
            return
                """
                <text x="\(Self.short(at.x))" y="\(Self.short(at.y))" fill="currentColor" font-size="14" text-anchor="middle" \
                dominant-baseline="middle">\(shape.number)</text>
                """
        }
        return
            """
            <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" aria-label="\(label)">\
            \(paths)\(numbers)</svg>

            """
    }

    /// As a picture that stands in the page itself, for a button that is pointed at. `dot` marks what was pointed at before.
    func picture(dot: Coordinate?) -> String {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='\(height)'><rect width='100%' height='100%' fill='#fffdf9'/>"
        for shape in shapes {
            svg +=
                "<path d='\(path(shape.boundary))' fill='#1d5a4e' fill-opacity='\(shape.isPod ? "0.2" : "0.1")' fill-rule='evenodd' stroke='#1d5a4e'/>"
        }
        for shape in shapes {
            guard let at = shape.boundary.label.map(place) else { continue }
            svg +=
                "<text x='\(Self.short(at.x))' y='\(Self.short(at.y))' fill='#20292b' font-size='14' font-family='sans-serif' "
                + "text-anchor='middle'>\(shape.number)</text>"
        }
        if let dot {
            let at = place(dot)
            svg += "<circle cx='\(Self.short(at.x))' cy='\(Self.short(at.y))' r='6' fill='#a63c27' stroke='#fffdf9' stroke-width='2'/>"
        }
        svg += "</svg>"
        let escaped = svg.utf8.reduce(into: "") { out, byte in
            switch byte {
            case UInt8(ascii: "#"): out += "%23"
            case UInt8(ascii: "<"): out += "%3C"
            case UInt8(ascii: ">"): out += "%3E"
            case UInt8(ascii: "%"): out += "%25"
            default: out.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return "data:image/svg+xml," + escaped
    }

    private func path(_ boundary: Boundary) -> String {
        boundary.polygons.joined().map { ring in
            let points = ring.map { point in
                let at = place(point)
                return Self.short(at.x) + " " + Self.short(at.y)
            }
            return "M" + points.joined(separator: "L") + "Z"
        }.joined()
    }

    private static func short(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(Double(tenths) / 10)"
    }
}

extension ZoneDrawing {
    /// Zones in the order of the list beside the drawing, numbered from 1; those without a border are left out of it.
    static func numbered(_ zones: [Zone], _ boundaries: [ID<Zone>: Boundary]) -> [Shape] {
        zones.enumerated().compactMap { index, zone in
            boundaries[zone.id].map { Shape(number: index + 1, boundary: $0, isPod: zone.isPod) }
        }
    }
}
