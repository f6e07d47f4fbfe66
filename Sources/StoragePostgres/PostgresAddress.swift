/// The address of a server as people write it: what libpq understands, and `prepared=no`, which is ours.
public struct PostgresAddress: Hashable, Sendable {
    /// For libpq.
    public let url: String
    /// Whether statements are prepared by name and settings are made once a connection. Neither can be where a pooler such as PgBouncer hands out connections
    /// by transaction: its addresses say `prepared=no`.
    public let keepsSession: Bool

    public init(_ text: String) {
        guard let mark = text.firstIndex(of: "?") else {
            (url, keepsSession) = (text, true)
            return
        }
        let parameters = text[text.index(after: mark)...].split(separator: "&")
        let others = parameters.filter { $0 != "prepared=no" && $0 != "prepared=yes" }
        url = text[..<mark] + (others.isEmpty ? "" : "?" + others.joined(separator: "&"))
        keepsSession = !parameters.contains("prepared=no")
    }
}
