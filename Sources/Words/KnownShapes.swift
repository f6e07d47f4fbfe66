/// The shapes in use, by locale and by the country whose clock is read. Tags come from outside, so there is a bound: two halves, of which the older one
/// is dropped when the newer is full. Whatever is asked for moves into the newer, so that what is used stays and what came once goes.
struct KnownShapes {
    /// Of each half. A shape is some hundred bytes until it is used, some kilobytes after; one installation reads far fewer at a time.
    static let most = 256

    private var newer: [String: LazyShape] = [:]
    private var older: [String: LazyShape] = [:]

    var count: Int { newer.count + older.count }

    /// The shape that is known, else a new one; constant time.
    mutating func shape(for locale: String, clock: String) -> LazyShape {
        let name = locale + " " + clock
        if let known = newer[name] { return known }
        let shape = older.removeValue(forKey: name) ?? LazyShape(locale: locale, clock: clock)
        if newer.count >= Self.most { (older, newer) = (newer, [:]) }
        newer[name] = shape
        return shape
    }
}
