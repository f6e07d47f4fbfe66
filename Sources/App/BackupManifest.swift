import Foundation
import Kernel

/// What stands beside each copy of the data, written last: without it a copy is one that was interrupted. Nothing of anybody is in it.
struct BackupManifest: Codable, Equatable, Sendable {
    struct File: Codable, Equatable, Sendable {
        let name: String
        let bytes: Int64
        /// In hexadecimal digits.
        let sha256: String
    }

    /// The shape of this file.
    var format = 1
    /// When the copy was begun: `2026-03-10T10:00:00Z`.
    let made: String
    /// On which engine the data was.
    let engine: String
    /// The newest step of the schema.
    let schema: Int
    let data: File
    /// The sealed keys as they were made with this copy. Each later backup replaces them.
    let keys: File
    /// How many rows each table has.
    let rows: [String: Int]
    /// The last day to which anything in it is sealed, as `2026-04-09`: from the day after it only counts. Empty when nothing is sealed.
    let opensUntil: String

    var madeAt: Instant? { Self.instant(made) }

    /// Nil when nothing in it is sealed.
    var lastDay: Day? { Self.instant(opensUntil + "T00:00:00Z")?.day }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }

    init(made: Instant, engine: String, schema: Int, data: File, keys: File, rows: [String: Int], opensUntil: Day?) {
        self.made = Self.text(made)
        self.engine = engine
        self.schema = schema
        self.data = data
        self.keys = keys
        self.rows = rows
        self.opensUntil = opensUntil.map { String(Self.text($0.start).prefix(10)) } ?? ""
    }

    static func text(_ instant: Instant) -> String { Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000).formatted(.iso8601) }

    static func instant(_ text: String) -> Instant? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
    }
}
