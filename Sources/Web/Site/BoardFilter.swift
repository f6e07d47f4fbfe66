import Markup

/// What the board shows, as it stands in the address: the queue, the place, the kind, the language, the urgency, the order, the page.
public struct BoardFilter: Hashable, Sendable {
    public enum Queue: String, Sendable, CaseIterable {
        /// New, to be read and triaged.
        case triage
        case open, offered
        /// Accepted, being shopped, at the door.
        case way
        case followUp = "follow"
        /// Done, and the neighbour says that it came partly, or not at all.
        case amiss
        /// To be called: no way to write to them, or the dispatcher must ring first.
        case unplaced
        /// No human contact for too long.
        case silent
        case closed
    }

    /// How soon, as the rows say it.
    public enum Urgency: String, Sendable, CaseIterable {
        case today
        case twoDays = "two_days"
        case week, ongoing
        /// Nobody has said how soon.
        case unsaid
    }

    public enum Order: String, Sendable, CaseIterable { case urgent, oldest, newest }

    public var queue: Queue
    /// A zone's or pod's ID as text; nil for all.
    public var zone: String?
    public var category: String?
    public var language: String?
    public var urgency: Urgency?
    public var order: Order
    public var page: Int

    public init(
        queue: Queue = .triage, zone: String? = nil, category: String? = nil, language: String? = nil, urgency: Urgency? = nil,
        order: Order = .urgent,
        page: Int = 1
    ) {
        self.queue = queue
        self.zone = zone
        self.category = category
        self.language = language
        self.urgency = urgency
        self.order = order
        self.page = page
    }

    /// Anything that is not understood is left at its usual value.
    init(_ query: [String: String]) {
        self.init(
            queue: query["queue"].flatMap(Queue.init) ?? .triage,
            zone: query["zone"].flatMap { $0.isEmpty ? nil : $0 },
            category: query["category"].flatMap { $0.isEmpty ? nil : $0 },
            language: query["language"].flatMap { $0.isEmpty ? nil : $0 },
            urgency: query["urgency"].flatMap(Urgency.init), order: query["order"].flatMap(Order.init) ?? .urgent,
            page: PageNumber.of(query)
        )
    }

    /// What an ask's address carries, so that the way back leads to the very list from which it was opened: `queue.open~page.2`. Nothing in it needs
    /// escaping.
    var mark: String {
        let known = query.dropFirst().split(separator: "&").filter { part in part.split(separator: "=").last.map(Self.isPlain) ?? false }
        let parts = (queue == .triage ? ["queue.triage"] : []) + known.map { $0.replacing("=", with: ".") }
        return parts.joined(separator: "~")
    }

    /// What `mark` wrote; what is not understood is left at its usual value.
    init(mark: String) {
        var query: [String: String] = [:]
        for part in mark.split(separator: "~") {
            let pieces = part.split(separator: ".", maxSplits: 1)
            if pieces.count == 2, Self.isPlain(pieces[1]) { query[String(pieces[0])] = String(pieces[1]) }
        }
        self.init(query)
    }

    private static func isPlain(_ value: Substring) -> Bool {
        value.utf8.count <= 40
            && value.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
            }
    }

    /// The query, from the question mark on; nothing for what is usual.
    var query: String {
        var parts: [String] = []
        if queue != .triage { parts.append("queue=\(queue.rawValue)") }
        if let zone { parts.append("zone=\(zone)") }
        if let category { parts.append("category=\(category)") }
        if let language { parts.append("language=\(language)") }
        if let urgency { parts.append("urgency=\(urgency.rawValue)") }
        if order != .urgent { parts.append("order=\(order.rawValue)") }
        if page != 1 { parts.append("page=\(page)") }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }
}
