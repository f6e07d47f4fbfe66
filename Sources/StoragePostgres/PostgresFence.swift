public import Storage
import Synchronization

/// What a write is asked in the same breath as its COMMIT: whether its program still has its mark on the database, and its place in it.
///
/// - **The mark.** Whoever has it holds beside it a lock of a number that nobody else knows, its sign. The sign that was there when the write began must be
///   held still: then nobody had the database alone in between. Whoever takes it alone afterwards waits at the gate for this COMMIT (`PostgresOwner`).
/// - **The place.** A row of the program's own is locked as it is read (FOR SHARE), so that whoever takes it away or changes it either waits for the COMMIT, or came
///   first: then the write is undone.
///
/// Without it a program that does not know yet that it was shut out, because its connection died or its machine stood still, would confirm what others never see.
public final class PostgresFence: Sendable {
    /// What a write began with.
    struct Hold: Sendable, Hashable {
        let sign: Int64
        let fence: Fence?

        /// Fails by a division by zero where the mark or the place is gone. `sign` is written for the number, or for the parameter of a prepared statement.
        func check(sign: String) -> String {
            let place = fence.map { "(SELECT count(*) FROM (\(Self.row($0))) AS own)" } ?? "1"
            // The sign can be had where nobody holds it any more.
            return "SELECT 1 / CASE WHEN pg_try_advisory_xact_lock_shared(\(sign)) THEN 0 ELSE \(place) END"
        }

        private static func row(_ fence: Fence) -> String {
            let columns = fence.columns.map { "\($0.name) = \(literal($0.value))" }
            return "SELECT 1 FROM \(fence.table) WHERE \(columns.joined(separator: " AND ")) FOR SHARE"
        }

        private static func literal(_ value: Value) -> String {
            switch value {
            case .null: "NULL"
            case .integer(let number): "\(number)"
            case .real(let number): "\(number)"
            case .text(let text): "'\(text.replacing("'", with: "''"))'"
            case .bytes(let bytes):
                "'\\x\(bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'::bytea"
            }
        }
    }

    /// How the server says that the check failed.
    static let fell = "22012"

    private let sign: @Sendable () -> Int64?
    private let onFall: @Sendable () -> Void
    private let fence = Mutex<Fence?>(nil)

    /// `sign` is the present one of the mark, nil while that is lost; `onFall` hears that a write was not carried through.
    init(sign: @escaping @Sendable () -> Int64?, onFall: @escaping @Sendable () -> Void = {}) {
        self.sign = sign
        self.onFall = onFall
    }

    /// From now on each write needs this row, too.
    public func stand(on fence: Fence) { self.fence.withLock { $0 = fence } }

    /// What a write begins with.
    ///
    /// - Throws: `StorageFault.unavailable` while the mark is known to be lost.
    func hold() throws(StorageFault) -> Hold {
        guard let sign = sign() else { throw .unavailable("the mark on the database was lost; it is being taken again") }
        return Hold(sign: sign, fence: fence.withLock { $0 })
    }

    /// What to say of a write that the server did not carry through.
    func fall() -> StorageFault {
        onFall()
        return .unavailable("this program has lost its mark on the database, or its place in it, while it wrote; nothing of it was saved")
    }
}
