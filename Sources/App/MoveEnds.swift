import Foundation

/// What the command line of `alongside move` says: which installation, where its data should be found, and where it goes.
///
/// `sqlite` is the file of the folder and `sqlite:FOLDER` says of which folder, so that `--from sqlite:FOLDER --to postgres://...` and the way back need no
/// `--data` beside them.
public struct MoveEnds: Sendable {
    public let folder: DataFolder
    /// Where the data must be before it is moved; nil where nobody said.
    let from: End?
    let to: End

    enum End: Equatable, Sendable {
        /// A file of an installation's folder, where it was said which.
        case file(String?)
        case server(url: String)

        /// Throws a `Refusal` for what names neither.
        init(_ text: String) throws {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0] == "sqlite" else {
                self = .server(url: try DatabasePlace.checked(text))
                return
            }
            guard parts.count > 1 else {
                self = .file(nil)
                return
            }
            // The file's own name does as well.
            let path = String(parts[1])
            let file = "/" + URL(filePath: DataFolder(path).database).lastPathComponent
            let folder = path.hasSuffix(file) ? String(path.dropLast(file.count)) : DataFolder(path).path
            guard !folder.isEmpty else { throw Refusal("Say which folder: sqlite:FOLDER") }
            self = .file(folder)
        }

        /// The two ways in which such an address begins mean the same.
        fileprivate static func one(_ url: String) -> String {
            url.hasPrefix("postgresql://") ? "postgres://" + url.dropFirst("postgresql://".count) : url
        }

        fileprivate var named: String? {
            if case .file(let path) = self { path } else { nil }
        }
    }

    /// Throws a `Refusal` where no folder or more than one is named. Whether the data is there already is seen only where it lies.
    public init(data: String?, keys: String?, from: String?, to: String) throws {
        self.from = try from.map { try End($0) }
        self.to = try End(to)
        let said = [data.map { DataFolder($0).path }, self.from?.named, self.to.named].compactMap { $0 }
        let named = Set(said.map(OwnerOnly.absolute))
        guard let path = said.first, named.count == 1 else {
            throw Refusal(
                named.isEmpty
                    ? "Say which installation: --data FOLDER, or --from sqlite:FOLDER."
                    : "These are several folders: \(named.sorted().joined(separator: ", ")). Name one.")
        }
        folder = DataFolder(path, keys: keys)
    }

    /// Throws a `Refusal` where the data is not where it was said to be.
    func check(_ place: DatabasePlace) throws {
        switch (from, place) {
        case (nil, _), (.file, .file): return
        case (.server(let said), .server(let url)) where End.one(said) == End.one(url): return
        case (.file, .server): throw Refusal("The data of \(folder.path) is not in its file, but on a server.")
        case (.server, .file(let path)): throw Refusal("The data of \(folder.path) is not on a server, but in \(path).")
        // The address may hold a password.
        case (.server, .server): throw Refusal("The data of \(folder.path) is on another server, whose address is in \(folder.databaseAddress).")
        }
    }
}
