import Kernel

/// When two receipts are worth a person's look (requirement: the same receipt sent twice is flagged, also saved again or at half size).
enum ReceiptLikeness {
    /// Bits of a likeness.
    static let bits = 256
    /// At most so many bits apart, two pictures are shown side by side. The same number as in the module that takes likenesses, held by a test.
    static let alikeWithin = 40

    /// How many of the 256 bits differ; 256 when either is no likeness of 32 bytes.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard left.count == bits / 8, right.count == bits / 8 else { return bits }
        return zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    }

    /// Whether one of the two may be the other one sent again: the same bytes, a picture that looks alike, or (where one of them has no picture)
    /// the same total for the same delivery.
    static func alike(_ one: Compared, _ other: Compared) -> Bool {
        if let digest = one.sealed.digest, digest == other.sealed.digest { return true }
        if let left = one.sealed.likeness, let right = other.sealed.likeness { return distance(left, right) <= alikeWithin }
        return one.match != nil && one.match == other.match && one.minorUnits == other.minorUnits
    }

    /// What is compared of a receipt, in memory only.
    struct Compared {
        var match: ID<Match>?
        var minorUnits: Int64
        var sealed: ReceiptSealed
    }
}
