/// A link that leaves the site: to a telephone, to a message being written, to a page elsewhere. Its parts are percent-encoded here,
/// so that a text with `&` or a line break stays one text.
public enum OutsideLink: Hashable, Sendable {
    /// An E.164 number.
    case telephone(String)
    /// A text message to an E.164 number.
    case message(to: String, text: String)
    case mail(to: String, subject: String, text: String)
    /// A page on the web; anything but `https:` and `http:` is printed as `#`.
    case web(String)

    /// The address, ready for `href` after escaping.
    public var address: String {
        switch self {
        case .telephone(let number): "tel:" + Self.digits(number)
        case .message(let number, let text): "sms:" + Self.digits(number) + "?body=" + Self.part(text)
        case .mail(let address, let subject, let text):
            "mailto:" + PercentEncoding.encode(address) { PercentEncoding.isUnreserved($0) || $0 == 0x40 || $0 == 0x2B }
                + "?subject=" + Self.part(subject) + "&body=" + Self.part(text)
        case .web(let address): Self.web(address)
        }
    }

    private static func digits(_ number: String) -> String {
        String(number.unicodeScalars.filter { $0 == "+" || ("0"..."9").contains($0) })
    }

    private static func part(_ text: String) -> String {
        PercentEncoding.encode(
            text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"), keeping: PercentEncoding.isUnreserved)
    }

    private static func web(_ address: String) -> String {
        let start = address.prefix(8).lowercased()
        guard start.hasPrefix("https://") || start.hasPrefix("http://") else { return "#" }
        return PercentEncoding.encode(address, keeping: PercentEncoding.mayStandInAddress)
    }
}
