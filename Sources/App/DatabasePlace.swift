import Foundation

/// Where the data of an installation lies: in a file of its folder, or on a PostgreSQL server whose address the folder keeps, for its owner's eyes only
/// since it may hold a password.
public enum DatabasePlace: Equatable, Sendable {
    case file(String)
    case server(url: String)

    /// Where the data of `folder` lies; nil while there is none.
    static func of(_ folder: DataFolder) throws -> DatabasePlace? {
        if FileManager.default.fileExists(atPath: folder.databaseAddress) {
            let text = try String(contentsOfFile: folder.databaseAddress, encoding: .utf8)
            return .server(url: try checked(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        return FileManager.default.fileExists(atPath: folder.database) ? .file(folder.database) : nil
    }

    /// Where the data lies from now on: `named` is what the command line says, nil for where it is. An address of a server may change with the server, but
    /// data does not move by itself.
    static func settled(_ named: String?, in folder: DataFolder) throws -> DatabasePlace {
        let present = try of(folder)
        guard let named else { return present ?? .file(folder.database) }
        let url = try checked(named)
        if case .file(let path) = present {
            throw Refusal("The data of \(folder.path) is in \(path). Move it first: alongside move --data \(folder.path) --to postgres://...")
        }
        return .server(url: url)
    }

    /// An address as libpq understands it.
    static func checked(_ url: String) throws -> String {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
            throw Refusal("--database takes the address of a PostgreSQL server: postgres://user@host/name")
        }
        return url
    }

    /// Keeps the address in the folder, so that every other command finds the data.
    func keep(in folder: DataFolder) throws {
        guard case .server(let url) = self, try Self.of(folder) != self else { return }
        try OwnerOnly.write(Array((url + "\n").utf8), to: folder.databaseAddress)
    }
}
