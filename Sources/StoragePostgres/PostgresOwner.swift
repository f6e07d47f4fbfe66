import Dispatch
public import Kernel
public import Storage
import Synchronization

/// The mark that this program works on a database, and its ear for what others there do. Both are one connection that stays open: the mark is a lock of the server's
/// that goes with it, so that it goes with the program, however that ends.
///
/// The nodes of an installation share the mark; what needs the database for itself (`move`, `restore`, `demo`, a step of the schema that older programs do not bear) takes
/// it alone, and waits until what others had under way is carried through. When the connection is lost, the mark is lost: `isHeld` is false until it is taken again, and then
/// `.everything` is announced, since notices may have been missed. What was under way is not carried through then (`fence`).
public final class PostgresOwner: Sendable {
    public enum Share: Sendable {
        /// Nobody else may have it.
        case alone
        /// Other nodes of the installation may have it too.
        case withOthers
    }

    /// Somebody else holds the mark.
    public struct Taken: Error {}

    /// The number by which programs of ours know the lock; any would do.
    static let lock: Int64 = 0x416C_6F6E_676F_776E
    /// Where nodes hear of each other's changes.
    static let channel = "alongside"
    private static let pauses = (shortest: Span(milliseconds: 100), longest: Span.seconds(5))
    /// How often the server is asked for a sign of life: a cable that was pulled says nothing by itself.
    private static let heartbeat = DispatchTimeInterval.seconds(10)

    private struct Held {
        var share: Share
        var link: PostgresLink?
        var ear: (any DispatchSourceRead)?
        var pulse: (any DispatchSourceTimer)?
        var pause = pauses.shortest
        var isReleased = false
    }
    /// Carries the connection through the mutex; it is used on the queue alone.
    private struct Box: @unchecked Sendable { var held: Held }

    private let url: String
    private let direct: String?
    public let notices: Notices
    private let queue = DispatchQueue(label: "alongside.postgres.owner")
    private let box: Mutex<Box>
    /// By which the server knows this holding of the mark; nil while it is lost.
    private let sign = Mutex<Int64?>(nil)

    /// - Parameters:
    ///   - direct: an address that leads past a pooler, where there is one.
    ///   - patience: how long somebody else may still have it. A program that has just died is gone for the server only a moment later.
    /// - Throws: `Taken`; `PostgresRefusal` behind a pooler, which would give the lock to somebody else, and what is heard too; `StorageFault.unavailable`
    ///   when the server cannot be reached.
    public init(
        url: String, direct: String? = nil, share: Share = .alone, notices: Notices = Notices(), patience: Span = .seconds(3)
    ) throws {
        self.url = url
        self.direct = direct
        self.notices = notices
        box = Mutex(Box(held: Held(share: share)))
        do {
            let (link, sign) = try take(patience: patience)
            queue.sync { keep(link, sign) }
        } catch let failure as PostgresFailure {
            if failure.state == "55P03" { throw Taken() }
            throw failure.fault
        }
    }

    /// Whether the mark is held, as far as is known.
    public var isHeld: Bool { sign.withLock { $0 != nil } }

    /// What writes of this program are held to.
    public var fence: PostgresFence {
        PostgresFence(sign: { [weak self] in self?.sign.withLock { $0 } }, onFall: { [weak self] in self?.lookAgain() })
    }

    /// Lets others have the mark too, which was taken alone.
    ///
    /// - Throws: `StorageFault.unavailable` when the connection is lost.
    public func shareWithOthers() throws {
        try queue.sync {
            let link = box.withLock { box in
                box.held.share = .withOthers
                return box.held.link
            }
            do {
                // Never without either: nobody can come in between.
                _ = try link?.run("SELECT pg_advisory_lock_shared($1)", [.integer(Self.lock)])
                _ = try link?.run("SELECT pg_advisory_unlock($1)", [.integer(Self.lock)])
            } catch {
                throw (error as? PostgresFailure)?.fault ?? error
            }
        }
    }

    /// A write was refused: asks at once whether the connection lives, instead of at the next heartbeat.
    private func lookAgain() { queue.async { [weak self] in self?.feel() } }

    /// Lets somebody else have it.
    public func release() {
        queue.sync {
            let link = box.withLock { box in
                box.held.isReleased = true
                return box.held.link
            }
            // Where the server is away, the lock is gone with the connection.
            _ = try? link?.run("SELECT pg_advisory_unlock_all()", [])
            drop()
        }
    }

    private func take(patience: Span) throws -> (link: PostgresLink, sign: Int64) {
        let share = box.withLock { $0.held.share }
        let sign = Int64.random(in: .min ... .max)
        // The server must not end the wait before its own time is over.
        let options = PostgresOptions(url: direct ?? url, longestStatement: Span(milliseconds: patience.milliseconds + 30_000))
        guard options.address.keepsSession else { throw direct == nil ? PostgresRefusal.noDirectAddress : .pooledDirectAddress }
        let link = try PostgresLink(options)
        if try PostgresPooler.isBehind(link) { throw direct == nil ? PostgresRefusal.pooler : .pooledDirectAddress }
        try link.steer("SET lock_timeout = '\(patience.milliseconds)ms'")
        let function = share == .alone ? "pg_advisory_lock" : "pg_advisory_lock_shared"
        _ = try link.run("SELECT \(function)($1)", [.integer(Self.lock)])
        _ = try link.run("SELECT pg_advisory_lock($1)", [.integer(sign)])
        if share == .alone { try Self.waitForWrites(over: link) }
        try link.steer("LISTEN \(Self.channel)")
        return (link, sign)
    }

    /// Returns when every write is carried through that had begun while others still had the mark: each holds the gate until its COMMIT is done.
    private static func waitForWrites(over link: PostgresLink) throws {
        guard try link.run("SELECT 1 FROM pg_class WHERE oid = to_regclass('write_gate')", []).count > 0 else { return }
        try link.steer("BEGIN; LOCK TABLE write_gate IN SHARE MODE; COMMIT")
    }

    // MARK: - On the queue

    private func keep(_ link: PostgresLink, _ sign: Int64) {
        let ear = DispatchSource.makeReadSource(fileDescriptor: link.socket, queue: queue)
        ear.setEventHandler { [weak self] in self?.hear() }
        let pulse = DispatchSource.makeTimerSource(queue: queue)
        pulse.schedule(deadline: .now() + Self.heartbeat, repeating: Self.heartbeat)
        pulse.setEventHandler { [weak self] in self?.feel() }
        box.withLock { box in
            box.held.link = link
            box.held.ear = ear
            box.held.pulse = pulse
            box.held.pause = Self.pauses.shortest
        }
        self.sign.withLock { $0 = sign }
        ear.activate()
        pulse.activate()
    }

    /// Something came in, or the connection is over.
    private func hear() {
        guard let link = box.withLock({ $0.held.link }) else { return }
        let isAlive = link.takeIn()
        pass(link)
        if !isAlive { lose() }
    }

    private func feel() {
        guard let link = box.withLock({ $0.held.link }) else { return }
        do {
            _ = try link.run("SELECT 1", [])
            pass(link)
        } catch {
            lose()
        }
    }

    private func pass(_ link: PostgresLink) {
        for text in link.notifications() {
            let parts = text.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0] != notices.name, let notice = ChangeNotice(text: parts[1]) else { continue }
            notices.deliver(notice, from: .elsewhere)
        }
    }

    private func lose() {
        drop()
        goOn()
    }

    /// The source goes before the connection whose descriptor it watches is closed.
    private func drop() {
        sign.withLock { $0 = nil }
        let (link, ear, pulse) = box.withLock { box in
            defer { (box.held.link, box.held.ear, box.held.pulse) = (nil, nil, nil) }
            return (box.held.link, box.held.ear, box.held.pulse)
        }
        pulse?.cancel()
        guard let link, let ear else { return }
        let last = Last(link: link)
        ear.setCancelHandler { last.link = nil }
        ear.cancel()
    }

    private final class Last: @unchecked Sendable {
        var link: PostgresLink?
        init(link: PostgresLink) { self.link = link }
    }

    private func goOn() {
        let pause: Span? = box.withLock { box in
            guard !box.held.isReleased else { return nil }
            defer { box.held.pause = min(Self.pauses.longest, Span(milliseconds: box.held.pause.milliseconds * 2)) }
            return box.held.pause
        }
        guard let pause else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(pause.milliseconds))) { [weak self] in self?.takeAgain() }
    }

    private func takeAgain() {
        guard !box.withLock({ $0.held.isReleased }) else { return }
        do {
            let (link, sign) = try take(patience: .seconds(1))
            keep(link, sign)
            notices.deliver(ChangeNotice(.everything), from: .elsewhere)
        } catch {
            goOn()
        }
    }
}
