import Foundation
import Images
public import Kernel

/// `alongside upgrade`, run from the new program: beside the old one it is put, the service is stopped, the link switched, the service started. The data is copied before the new program
/// moves its schema on (`BeforeMigration`). If it does not answer, everything is as it was before.
public struct Upgrade: Sendable {
    let root: String
    /// So long the new program may take until it answers.
    let patience: Span
    var time = TimeSource.system
    /// Another program than the one that runs, and another way to its service, for tests.
    var program: String?
    var systemctl: @Sendable (_ verb: String) throws -> Void = { try RunningService.systemctl($0) }

    public init(root: String = "/", patience: Span = .seconds(120)) {
        self.root = root
        self.patience = patience
    }

    public func run(_ console: Console) async throws {
        let layout = InstallLayout(root: root)
        let settings = try layout.settings()
        guard let before = layout.currentRelease() else { throw Refusal("Nothing is installed. Install it first: alongside install --domain NAME") }
        let service = RunningService(settings, systemctl)
        let release = try layout.addThisProgram(at: time.now, program: program)
        console.say("Program: \(layout.releases)/\(release)")
        try service.stop()
        do {
            try layout.serve(release)
            try await service.start(patience: patience)
        } catch {
            console.tell("The new program does not serve: \(PlainWords.of(error)). Everything goes back.")
            var back = RollBack(root: root, patience: patience)
            back.systemctl = systemctl
            try await back.run(console)
            throw Refusal("Not upgraded: \(before) is served again. The journal says why: journalctl -u alongside")
        }
        console.say("Serving \(release). To go back to \(before): alongside roll-back")
        try layout.forgetOldReleases()
    }
}

/// `alongside roll-back`: the program that was served before, and where the schema had moved on, the data of just before it did.
public struct RollBack: Sendable {
    let root: String
    let patience: Span
    /// Leaves the data alone: somebody has put it back already.
    let programOnly: Bool
    var systemctl: @Sendable (_ verb: String) throws -> Void = { try RunningService.systemctl($0) }

    public init(root: String = "/", patience: Span = .seconds(120), programOnly: Bool = false) {
        self.root = root
        self.patience = patience
        self.programOnly = programOnly
    }

    public func run(_ console: Console) async throws {
        let layout = InstallLayout(root: root)
        let settings = try layout.settings()
        guard let now = layout.currentRelease(), let before = layout.previous(of: now), let schema = layout.schema(of: before) else {
            throw Refusal("There is no earlier program in \(layout.releases).")
        }
        let service = RunningService(settings, systemctl)
        try service.stop()
        if !programOnly { try await putBack(settings.folder, schema, now: layout.schema(of: now) ?? schema, console) }
        try layout.serve(before)
        try await service.start(patience: patience)
        console.say("Serving \(before) again.")
    }

    private func putBack(_ folder: DataFolder, _ schema: Int, now: Int, _ console: Console) async throws {
        switch try DatabasePlace.of(folder) {
        case .file(let path)?:
            for line in try await BeforeMigration.putBack(path, knowing: schema) { console.say(line) }
        case .server? where now > schema:
            throw Refusal(
                "The data is on a server, and its schema has moved on from \(schema) to \(now). Recover the server to the moment before the upgrade, as docs/running.md says, and then: "
                    + "alongside roll-back --program-only")
        case .server?, nil: break
        }
    }
}

/// The service as systemd runs it.
struct RunningService {
    let settings: InstallSettings
    let systemctl: @Sendable (_ verb: String) throws -> Void

    init(_ settings: InstallSettings, _ systemctl: @escaping @Sendable (_ verb: String) throws -> Void) {
        self.settings = settings
        self.systemctl = systemctl
    }

    func stop() throws { try systemctl("stop") }

    /// Returns once it answers.
    func start(patience: Span) async throws {
        try systemctl("start")
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(patience.milliseconds)
        while clock.now < deadline {
            let (host, port) = (settings.host, settings.port)
            let answer = await OwnThread.run { DoctorReach.Visit.made(to: host, port, isSecure: false)?.answer }
            if let status = answer?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }), status < 500 { return }
            try await Task.sleep(for: .milliseconds(300))
        }
        throw Refusal("nobody answers at \(settings.listen)")
    }

    static func systemctl(_ verb: String) throws {
        guard let program = Programs.path("systemctl") else { throw Refusal("There is no systemctl here: this is for machines that run systemd.") }
        let ended = Child.run(program, [verb, InstallSettings.service], input: [], outputLimit: 1 << 16, milliseconds: 120_000).end
        guard ended == .exited(0) else {
            throw Refusal("systemctl \(verb) \(InstallSettings.service) did not end well. Look: systemctl status alongside")
        }
    }
}
