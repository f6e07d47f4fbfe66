import Foundation

/// Files beside the tests.
enum Fixture {
    static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")))
    }

    /// Headings with their options, of one table of one project.
    static func headings(_ project: String, _ table: String) throws -> [(heading: String, options: [String])] {
        let json = try JSONSerialization.jsonObject(with: Data(bytes("airtable_and_sheet_headers.json")))
        let tables = (json as? [String: Any])?.first { $0.key.hasPrefix(project) }?.value as? [String: Any]
        return (tables?[table] as? [Any] ?? []).compactMap { entry in
            if let text = entry as? String { return (text, []) }
            guard let named = entry as? [String: Any], let heading = named["header"] as? String else { return nil }
            return (heading, named["options"] as? [String] ?? [])
        }
    }

    /// Every table of every project.
    static func tables() throws -> [(project: String, table: String)] {
        let json = try JSONSerialization.jsonObject(with: Data(bytes("airtable_and_sheet_headers.json"))) as? [String: Any] ?? [:]
        return json.flatMap { project, tables in ((tables as? [String: Any]) ?? [:]).keys.map { (project, $0) } }
    }

    static func statuses() throws -> [String: [String]] {
        let json = try JSONSerialization.jsonObject(with: Data(bytes("status_vocabularies.json"))) as? [String: Any] ?? [:]
        return json.compactMapValues { $0 as? [String] }
    }
}
