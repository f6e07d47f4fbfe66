import Foundation
import Kernel

/// A GeoJSON file of zones, read but not saved: what could be taken, and what could not and why.
public struct ZoneSheet: Sendable {
    /// A zone as the file has it.
    public struct Draft: Sendable {
        /// From the property `name`, `label`, `id` or `title`; empty when it has none.
        public var name: String
        public var boundary: Boundary
    }

    public var drafts: [Draft]
    /// Which feature of the file (from 1) and the catalog key of the reason.
    public var problems: [(feature: Int, key: String)]

    public static let mostFeatures = 500
    public static let mostCorners = 200_000

    /// Reads a FeatureCollection or a single Feature. Throws `.invalid` on the field `file` when it is neither.
    public init(_ bytes: [UInt8]) throws {
        let file: GeoFile
        do {
            file = try JSONDecoder().decode(GeoFile.self, from: Data(bytes))
        } catch {
            throw Problem.invalid("file", "zones.problem.file")
        }
        guard !file.features.isEmpty else { throw Problem.invalid("file", "zones.problem.empty") }
        guard file.features.count <= Self.mostFeatures else {
            throw Problem.invalid("file", "zones.problem.many", ["most": String(Self.mostFeatures)])
        }
        drafts = []
        problems = []
        var corners = 0
        for (index, feature) in file.features.enumerated() {
            do {
                guard let shape = feature.shape else { throw GeoShape.Fault.kind }
                let boundary = try shape.boundary()
                corners += boundary.cornerCount
                drafts.append(Draft(name: String((feature.name ?? "").prefix(60)), boundary: boundary))
            } catch {
                problems.append((index + 1, Self.key(error as? GeoShape.Fault)))
            }
        }
        guard corners <= Self.mostCorners else { throw Problem.invalid("file", "zones.problem.corners") }
    }

    private static func key(_ fault: GeoShape.Fault?) -> String {
        switch fault {
        case .degrees: "degrees"
        case .ring: "ring"
        case .kind, nil: "kind"
        }
    }
}

/// The outer shape of a GeoJSON file.
private struct GeoFile: Decodable {
    private enum Key: String, CodingKey { case type, features }

    let features: [GeoFeature]

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        switch try values.decode(String.self, forKey: .type) {
        case "FeatureCollection": features = try values.decode([GeoFeature].self, forKey: .features)
        case "Feature": features = [try GeoFeature(from: decoder)]
        default: throw DecodingError.dataCorruptedError(forKey: .type, in: values, debugDescription: "no features")
        }
    }
}

/// One feature: its name and its shape, whatever else it says.
private struct GeoFeature: Decodable {
    private enum Key: String, CodingKey { case properties, geometry, id }

    /// A property's value as text; numbers too, because districts are often numbered.
    private struct Word: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let number = try? value.decode(Int.self) {
                text = String(number)
            } else {
                text = nil
            }
        }
    }

    let name: String?
    /// Nil when it cannot be read as a polygon at all.
    let shape: GeoShape?

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let properties = (try? values.decode([String: Word].self, forKey: .properties)) ?? [:]
        let byFoldedKey = Dictionary(properties.map { ($0.key.lowercased(), $0.value.text) }, uniquingKeysWith: { first, _ in first })
        let named = ["name", "label", "id", "title"].compactMap { byFoldedKey[$0] ?? nil }.first { !$0.isEmpty }
        name = named ?? ((try? values.decode(Word.self, forKey: .id))?.text)
        shape = try? values.decode(GeoShape.self, forKey: .geometry)
    }
}

extension ZoneSheet {
    /// The drafts as GeoJSON again: what a preview carries to the form that saves it. At most six digits a number.
    public var text: String {
        let features = drafts.map { draft in
            "{\"type\":\"Feature\",\"properties\":{\"name\":\(Self.quoted(draft.name))},\"geometry\":\(draft.boundary.geoJSON)}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features.joined(separator: ",") + "]}"
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case _ where scalar.value < 0x20: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
