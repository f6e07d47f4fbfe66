/// A link within the site. The page enum of the web module conforms; nothing else makes paths.
public protocol Link: Sendable {
    /// What stands after the host, beginning with `/`, `?` or `#`; letters of any script may stand in it as they are.
    var path: String { get }
}

extension Link {
    /// The path with everything percent-encoded that may not stand in an address. What is encoded already stays so.
    /// A path that would leave the site (`//elsewhere`, `javascript:`) is printed as `#`.
    public var encoded: String {
        var rest = path.utf8.makeIterator()
        switch rest.next() {
        case 0x2F:
            let second = rest.next()
            if second == 0x2F || second == 0x5C { return "#" }
        case 0x23, 0x3F: break
        default: return "#"
        }
        return PercentEncoding.encode(path, keeping: PercentEncoding.mayStandInAddress)
    }
}

/// A place on the same page: `#reach`.
public struct Anchor: Link {
    public let path: String

    /// `id` is the element's id, without `#`.
    public init(_ id: String) { path = "#" + id }
}
