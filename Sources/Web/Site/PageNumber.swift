/// The page of a long list that an address names: from 1, and small enough that no count of rows runs over.
enum PageNumber {
    static let largest = 100_000

    /// 1 for what is no number.
    static func of(_ query: [String: String]) -> Int { min(max(1, query["page"].flatMap { Int($0) } ?? 1), largest) }
}
