public import Kernel

/// One day's key of one epoch, and by what everybody who holds it knows that it is the right one. The proof tells nothing of the key.
public struct DayKeyProof: Hashable, Sendable {
    public let epoch: Int
    public let day: Day
    /// 16 bytes: HMAC-SHA256 of epoch and day under the key, cut.
    public let proof: [UInt8]

    public init(epoch: Int, day: Day, proof: [UInt8]) {
        self.epoch = epoch
        self.day = day
        self.proof = proof
    }

    init(epoch: Int, day: Day, key: SealingKey) {
        var text = Array("alongside day key/".utf8)
        text.appendBigEndian(UInt32(epoch))
        text.appendBigEndian(day.number)
        self.init(epoch: epoch, day: day, proof: Array(Digest.hmac(text, under: key).prefix(16)))
    }
}

extension DayKeys {
    /// The proofs of every key that is here, from a day on.
    public func proofs(from first: Day) -> [DayKeyProof] {
        let table = table
        return [table.current, table.older].compactMap(\.self).flatMap { epoch in
            epoch.keys.filter { $0.key >= first }.map { DayKeyProof(epoch: epoch.number, day: $0.key, key: $0.value) }
        }
    }

    /// Takes in what another node handed over, of the days from `first` through `last`: only keys that are missing here and that are the right ones. A newer epoch
    /// becomes the current one, the present one the older. Later days come when they are near: a clock that is ahead must not say which keys there will be. Answers whether
    /// anything was new.
    @discardableResult
    public func take(_ handover: KeyHandover, right: Set<DayKeyProof>, from first: Day, through last: Day) throws(SealingFault) -> Bool {
        try update { table in first <= last && table.take(handover.table, right: right, first...last) }
    }

    /// Makes keys for days that have none here, though they had one: it is gone with the only node that had it.
    public func makeAgain(_ days: Set<Day>) throws(SealingFault) {
        _ = try update { table in table.makeAgain(days) }
    }

    /// Overwrites those keys among `made` that are not the right ones: another node was quicker to make those of the same days. Any other key stays, whatever is said to be right:
    /// something may be sealed to it.
    public func dropWrong(_ right: Set<DayKeyProof>, of made: Set<DayKeyProof>) throws(SealingFault) {
        _ = try update { table in table.dropWrong(right, of: made) }
    }
}

extension DayKeyTable {
    fileprivate mutating func makeAgain(_ days: Set<Day>) -> Bool {
        let lacking = days.filter { $0 > floor && current.keys[$0] == nil }
        for day in lacking {
            current.keys[day] = .random()
            current.made = max(current.made, day)
        }
        return !lacking.isEmpty
    }

    fileprivate mutating func take(_ other: DayKeyTable, right: Set<DayKeyProof>, _ days: ClosedRange<Day>) -> Bool {
        let kept = { [floor] (epoch: Epoch) in Self.kept(epoch, right, days).filter { $0.key > floor } }
        var isNew = false
        if other.current.number > current.number {
            var next = Epoch(number: other.current.number, made: min(other.current.made, days.upperBound))
            next.keys = kept(other.current)
            guard !next.keys.isEmpty else { return false }
            // An epoch that was missed altogether is over; what is wrapped under it was wrapped anew.
            older = current.number + 1 == other.current.number ? current : other.older
            current = next
            isNew = true
        }
        for epoch in [other.current, other.older].compactMap(\.self) {
            let keys = kept(epoch)
            if epoch.number == current.number {
                for (day, key) in keys where current.keys[day] == nil {
                    current.keys[day] = key
                    current.made = max(current.made, day)
                    isNew = true
                }
            } else if epoch.number == older?.number {
                for (day, key) in keys where older?.keys[day] == nil {
                    older?.keys[day] = key
                    isNew = true
                }
            }
        }
        return isNew
    }

    private static func kept(_ epoch: Epoch, _ right: Set<DayKeyProof>, _ days: ClosedRange<Day>) -> [Day: SealingKey] {
        epoch.keys.filter { days.contains($0.key) && right.contains(DayKeyProof(epoch: epoch.number, day: $0.key, key: $0.value)) }
    }

    fileprivate mutating func dropWrong(_ right: Set<DayKeyProof>, of made: Set<DayKeyProof>) -> Bool {
        let known = Dictionary(grouping: right) { $0.epoch }.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.day, $0.proof) }) }
        func isWrong(_ epoch: Epoch, _ day: Day, _ key: SealingKey) -> Bool {
            guard let proof = known[epoch.number]?[day] else { return false }
            let own = DayKeyProof(epoch: epoch.number, day: day, key: key)
            return proof != own.proof && made.contains(own)
        }
        var wrong = false
        for (day, key) in current.keys where isWrong(current, day, key) {
            current.keys[day] = nil
            wrong = true
        }
        if let before = older {
            for (day, key) in before.keys where isWrong(before, day, key) {
                older?.keys[day] = nil
                wrong = true
            }
        }
        return wrong
    }
}
