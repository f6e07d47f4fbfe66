import Foundation
import Images
public import Kernel
import Storage
import StoragePostgres

/// `alongside upgrade`, run from the new program: beside the old one it is put, the service is stopped, the link switched, the service started. The data is copied before the new program
/// moves its schema on (`BeforeMigration`). If it does not answer, everything is as it was before.
public struct Upgrade: Sendable {
    let root: String
    /// So long the new program may take until it answers.
    let patience: Span
    var time = TimeSource.system
    /// Another program than the one that runs, and another way to its service, for tests.
    var program: String?
    var systemctl: @Sendable (_ verb: String) async throws -> Void = { try await RunningService.systemctl($0) }

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
        try await service.stop()
        do {
            try layout.serve(release)
            try await service.start(patience: patience)
        } catch {
            console.tell("The new program does not serve: \(PlainWords.of(error)). Everything goes back.")
            try await goBack(to: before, service, console)
            throw Refusal("Not upgraded: \(before) is served again. The journal says why: journalctl -u alongside")
        }
        console.say("Serving \(release). To go back to \(before): alongside roll-back")
        try layout.forgetOldReleases()
    }

    /// Everything as it was before. Throws a `Refusal` that says what is linked now when the data stands in the way.
    private func goBack(to before: String, _ service: RunningService, _ console: Console) async throws {
        let layout = InstallLayout(root: root)
        do {
            try await refuseToLose(to: before, service)
            var back = RollBack(root: root, patience: patience, losesWhatCameSince: true)
            back.systemctl = systemctl
            try await back.run(console)
        } catch {
            throw Refusal(
                "Not upgraded, and not gone back: \(layout.currentRelease() ?? "nothing") is linked, and nobody is served while it does not answer. The journal says why: "
                    + "journalctl -u alongside. Once that is mended: systemctl restart alongside. Or back to \(before): \(PlainWords.of(error))")
        }
    }

    /// A program that was too slow, or served some and failed others, may have told people that something is kept. That goes for nobody's convenience: whoever runs the machine decides.
    private func refuseToLose(to before: String, _ service: RunningService) async throws {
        let layout = InstallLayout(root: root)
        guard let schema = layout.schema(of: before), case .file(let path)? = try DatabasePlace.of(service.settings.folder) else { return }
        try await service.stop()
        do {
            guard try await BeforeMigration.hasNews(path, knowing: schema) else { return }
            throw Refusal(
                "People have used the new program, and what they did is lost with it. If that is worth it: alongside roll-back --lose-what-came-since"
            )
        } catch {
            // Perhaps it serves after all; whether it does, its journal says.
            try? await service.begin()
            throw error
        }
    }
}

/// `alongside roll-back`: the program that was served before, and where the schema had moved on, the data of just before it did. Whatever speaks against it is said while the service
/// still runs; what fails later leaves it running too.
public struct RollBack: Sendable {
    let root: String
    let patience: Span
    /// Leaves the data alone: somebody has put it back already.
    let programOnly: Bool
    /// Whoever asks knows that what came in since the copy is lost where the schema has moved on.
    let losesWhatCameSince: Bool
    var systemctl: @Sendable (_ verb: String) async throws -> Void = { try await RunningService.systemctl($0) }

    public init(root: String = "/", patience: Span = .seconds(120), programOnly: Bool = false, losesWhatCameSince: Bool = false) {
        self.root = root
        self.patience = patience
        self.programOnly = programOnly
        self.losesWhatCameSince = losesWhatCameSince
    }

    public func run(_ console: Console) async throws {
        let layout = InstallLayout(root: root)
        let settings = try layout.settings()
        guard let now = layout.currentRelease(), let before = layout.previous(of: now), let schema = layout.schema(of: before) else {
            throw Refusal("There is no earlier program in \(layout.releases).")
        }
        let service = RunningService(settings, systemctl)
        let newest = layout.schema(of: now) ?? schema
        let place = programOnly ? nil : try DatabasePlace.of(settings.folder)
        if let place { try await mayGoBack(place, in: settings.folder, schema, now: newest) }
        do {
            try await service.stop()
            switch place {
            case .file(let path)?:
                for line in try await BeforeMigration.putBack(path, knowing: schema) { console.say(line) }
            // Until it was stopped, the program may have taken a step.
            case .server(let url)?: try refuseSteps(on: url, in: settings.folder, schema, now: newest)
            case nil: break
            }
            try layout.serve(before)
        } catch {
            console.tell("Not rolled back. The service is started again.")
            try await service.begin()
            throw error
        }
        try await service.start(patience: patience)
        console.say("Serving \(before) again.")
    }

    /// Throws a `Refusal` when the data stands in the way.
    private func mayGoBack(_ place: DatabasePlace, in folder: DataFolder, _ schema: Int, now: Int) async throws {
        switch place {
        case .server(let url): try refuseSteps(on: url, in: folder, schema, now: now)
        case .file(let path):
            guard let way = try await BeforeMigration.wayBack(path, knowing: schema), !losesWhatCameSince else { return }
            let from = way.from.map { " of \(NightWords.time($0))" } ?? ""
            throw Refusal(
                "The schema has moved on: the program before needs the data\(from), from before the upgrade. What came in since is lost then, and everybody signs in again. "
                    + "If that is worth it: alongside roll-back --lose-what-came-since")
        }
    }

    /// A server keeps no copy: what counts is how far its own schema has come. One that cannot be asked is no obstacle where both programs know the same steps.
    private func refuseSteps(on url: String, in folder: DataFolder, _ schema: Int, now: Int) throws {
        let step: Int
        do {
            step = try OwnerAccount.acting(asOwnerOf: folder.path) { try PostgresServer.steps(on: url) }.max() ?? 0
        } catch let fault as StorageFault {
            guard now > schema else { return }
            throw Refusal(
                "The database server cannot be asked how far its schema has moved on (\(PlainWords.of(fault))). Start it first; if the data is as before the upgrade: "
                    + "alongside roll-back --program-only")
        }
        guard step > schema else { return }
        throw Refusal(
            "The data is on a server, and its schema has moved on from \(schema) to \(step). Recover the server to the moment before the upgrade, as docs/running.md says, and then: "
                + "alongside roll-back --program-only")
    }
}

/// The service as systemd runs it.
struct RunningService {
    let settings: InstallSettings
    let systemctl: @Sendable (_ verb: String) async throws -> Void

    init(_ settings: InstallSettings, _ systemctl: @escaping @Sendable (_ verb: String) async throws -> Void) {
        self.settings = settings
        self.systemctl = systemctl
    }

    func stop() async throws { try await systemctl("stop") }

    /// Does not wait for an answer.
    func begin() async throws { try await systemctl("start") }

    /// Returns once it answers.
    func start(patience: Span) async throws {
        try await begin()
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

    static func systemctl(_ verb: String) async throws {
        guard let program = Programs.path("systemctl") else { throw Refusal("There is no systemctl here: this is for machines that run systemd.") }
        let ended = await OwnThread.run {
            Child.run(program, [verb, InstallSettings.service], input: [], outputLimit: 1 << 16, milliseconds: 120_000).end
        }
        guard ended == .exited(0) else {
            throw Refusal("systemctl \(verb) \(InstallSettings.service) did not end well. Look: systemctl status alongside")
        }
    }
}
