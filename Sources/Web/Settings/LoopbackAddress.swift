/// An address that leads to the machine itself: a link that begins with it opens there, and nowhere else.
enum LoopbackAddress {
    /// - Parameter url: What links begin with, such as `http://127.0.0.1:8080`.
    static func contains(_ url: String) -> Bool {
        guard let place = url.split(separator: "/").dropFirst().first?.lowercased() else { return false }
        return place.hasPrefix("127.") || ["localhost", "[::1]"].contains { place == $0 || place.hasPrefix($0 + ":") }
    }
}
