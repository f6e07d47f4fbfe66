/// The page of a long list that an address names: from 1, and small enough that no count of rows runs over.
enum PageNumber {
    static let largest = 100_000

    /// 1 for what is no number.
    static func of(_ query: [String: String]) -> Int { min(max(1, query["page"].flatMap { Int($0) } ?? 1), largest) }

    /// The same in a list of `count` rows, `size` a page: the last page for what is beyond the end.
    static func of(_ query: [String: String], in count: Int, size: Int) -> Int { max(1, min(of(query), pages(of: count, size: size))) }

    /// How many pages `count` rows have; none without a row.
    static func pages(of count: Int, size: Int) -> Int { (count + size - 1) / size }
}
