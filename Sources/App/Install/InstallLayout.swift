import Alongside
import Foundation
import Kernel
import Storage

/// Where an installed program lies: each release in a folder of its own, and a link to the one that is served.
struct InstallLayout {
    let root: String

    /// `root` is `/`, or a folder that stands for it.
    init(root: String) { self.root = root == "/" ? "" : OwnerOnly.absolute(root) }

    var library: String { root + "/usr/local/lib/alongside" }
    var releases: String { library + "/releases" }
    var current: String { library + "/current" }
    private var written: String { library + "/installation.json" }

    // MARK: Settings

    func settings() throws -> InstallSettings {
        guard let bytes = FileManager.default.contents(atPath: written) else {
            throw Refusal("Nothing is installed in \(library). Install it first: alongside install --domain NAME")
        }
        return try JSONDecoder().decode(InstallSettings.self, from: bytes)
    }

    func keep(_ settings: InstallSettings) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try InstallLayout.write(String(decoding: try encoder.encode(settings), as: UTF8.self) + "\n", to: written)
    }

    // MARK: Releases

    /// The release that is served; nil while nothing is installed.
    func currentRelease() -> String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: current)).map { URL(fileURLWithPath: $0).lastPathComponent }
    }

    /// The release that was served before this one.
    func previous(of release: String) -> String? {
        guard let text = try? String(contentsOfFile: "\(releases)/\(release)/previous", encoding: .utf8) else { return nil }
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return FileManager.default.fileExists(atPath: "\(releases)/\(name)/alongside") ? name : nil
    }

    /// The newest step of the schema that a release knows.
    func schema(of release: String) -> Int? {
        (try? String(contentsOfFile: "\(releases)/\(release)/schema", encoding: .utf8)).flatMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Copies the program that runs now, with all that it needs and Debian does not bring, into a new folder. Returns its name. Nothing is served from it yet.
    func addThisProgram(at now: Instant, program: String? = nil) throws -> String {
        let files = FileManager.default
        let program = try program ?? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let name = BackupManifest.text(now).filter { $0 != "-" && $0 != ":" }
        let (folder, draft) = ("\(releases)/\(name)", "\(releases)/\(name).part")
        guard !files.fileExists(atPath: folder) else { throw Refusal("\(folder) is there already. Try again in a second.") }
        if files.fileExists(atPath: draft) { try files.removeItem(atPath: draft) }
        try Self.makeFolder(draft)
        try files.copyItem(atPath: program, toPath: draft + "/alongside")
        let beside = URL(fileURLWithPath: program).deletingLastPathComponent().path
        for resources in try files.contentsOfDirectory(atPath: beside) where resources.hasSuffix(".resources") {
            try files.copyItem(atPath: "\(beside)/\(resources)", toPath: "\(draft)/\(resources)")
        }
        for library in try Self.libraries() {
            let target = "\(draft)/\(URL(fileURLWithPath: library).lastPathComponent)"
            if !files.fileExists(atPath: target) {
                try files.copyItem(atPath: URL(fileURLWithPath: library).resolvingSymlinksInPath().path, toPath: target)
            }
        }
        try Self.open(draft)
        try Self.write("\(Schema.migrations.last?.number ?? 0)\n", to: draft + "/schema")
        if let served = currentRelease() { try Self.write(served + "\n", to: draft + "/previous") }
        try OwnerOnly.move(draft, to: folder)
        return name
    }

    /// From the next start on this release is served. All of the change or none.
    func serve(_ release: String) throws {
        let draft = current + ".new"
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: draft)) != nil { try FileManager.default.removeItem(atPath: draft) }
        try FileManager.default.createSymbolicLink(atPath: draft, withDestinationPath: "releases/\(release)")
        try OwnerOnly.move(draft, to: current)
    }

    /// Releases are some dozen megabytes each: three stay.
    func forgetOldReleases() throws {
        guard let served = currentRelease() else { return }
        let kept = Set([served, previous(of: served), previous(of: served).flatMap { previous(of: $0) }].compactMap(\.self))
        for name in try FileManager.default.contentsOfDirectory(atPath: releases) where !kept.contains(name) && name < served {
            try FileManager.default.removeItem(atPath: "\(releases)/\(name)")
        }
    }

    // MARK: Files

    /// Libraries that this process has loaded from elsewhere than Debian's own folders: those of Swift. The program looks for them beside itself.
    private static func libraries() throws -> [String] {
        let maps = String(decoding: FileManager.default.contents(atPath: "/proc/self/maps") ?? Data(), as: UTF8.self)
        let paths = maps.split(separator: "\n").compactMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
        return Set(paths).filter { path in
            path.contains(".so") && !path.hasPrefix("/lib") && !path.contains("-linux-gnu/") && !path.hasSuffix("(deleted)")
        }.sorted()
    }

    /// For everybody to read, whatever the umask of who installs it.
    private static func open(_ folder: String) throws {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return }
        for case let name as String in files {
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            let mode = isFolder.boolValue || name == "alongside" ? 0o755 : 0o644
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    /// For everybody to read, whatever the umask of who installs it; one that is there stays as it is.
    static func makeFolder(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if above != path { try makeFolder(above) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    static func write(_ text: String, to path: String) throws {
        try OwnerOnly.write(Array(text.utf8), to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }
}
