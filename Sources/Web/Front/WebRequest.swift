/// One request as the pages see it. It holds no address and no user agent of who sent it: they never come further than the server's own sockets.
public struct WebRequest: Sendable {
    public enum Method: String, Sendable { case get = "GET", head = "HEAD", post = "POST", other = "OTHER" }

    public var method: Method
    /// Percent-decoded, without query.
    public var path: String
    public var query: [String: String]
    /// The few headers that are read at all, in lower case.
    public var contentType: String?
    public var acceptLanguage: String?
    public var cookies: [String: String]
    public var origin: String?
    public var fetchSite: String?
    public var ifNoneMatch: String?
    public var body: [UInt8]

    public init(
        method: Method, path: String, query: [String: String] = [:], contentType: String? = nil, acceptLanguage: String? = nil,
        cookies: [String: String] = [:], origin: String? = nil, fetchSite: String? = nil, ifNoneMatch: String? = nil, body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.contentType = contentType
        self.acceptLanguage = acceptLanguage
        self.cookies = cookies
        self.origin = origin
        self.fetchSite = fetchSite
        self.ifNoneMatch = ifNoneMatch
        self.body = body
    }
}

/// One answer, ready for the wire.
public struct WebResponse: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// Which kind of address was asked for, so that it can be told without its path; nil when it leads nowhere.
    public var route: SiteKind?

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    public var text: String { String(decoding: body, as: UTF8.self) }
}
