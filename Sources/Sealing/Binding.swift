/// What a sealed value belongs to. It is authenticated with the value, so that no column, row or group can be swapped for another.
public struct Binding: Sendable {
    /// The four parts, each with its length before it: no two different bindings have the same bytes, and none begins another.
    public let bytes: [UInt8]

    /// `group` and `record` are ID bytes, `field` names the column or the kind of content, `version` its layout.
    public init(group: [UInt8], record: [UInt8], field: String, version: Int) {
        var out: [UInt8] = []
        out.reserveCapacity(group.count + record.count + field.utf8.count + 24)
        out.appendVarint(UInt64(group.count))
        out.append(contentsOf: group)
        out.appendVarint(UInt64(record.count))
        out.append(contentsOf: record)
        out.appendVarint(UInt64(field.utf8.count))
        out.append(contentsOf: field.utf8)
        out.appendBigEndian(UInt64(bitPattern: Int64(version)))
        bytes = out
    }

    /// The binding of one layer of a wrapped key. Since no binding begins another, a suffix keeps the uses apart.
    func bytes(as use: Use, also more: UInt32? = nil) -> [UInt8] {
        var out = bytes
        out.append(use.rawValue)
        if let more { out.appendBigEndian(more) }
        return out
    }

    enum Use: UInt8 { case forReader = 1, underDay, forPublicHalf, withoutDay }
}
