import Foundation

/// What every link begins with.
public enum PublicURL {
    /// Without a slash at the end; a refusal for what is no address of a site.
    public static func checked(_ text: String?) throws -> String? {
        guard let text else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil, url.query == nil, url.fragment == nil else {
            throw Refusal("--public-url takes an address such as https://HOST.")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
