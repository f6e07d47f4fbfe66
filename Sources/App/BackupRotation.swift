import Kernel

/// Which backups are kept: those of the last seven days one a day, older ones one a week, and none of which nothing opens any more. Keys of days are
/// overwritten when their day has passed, so a copy whose last day is over only counts, and counts are in the newer ones too.
enum BackupRotation {
    static let days = 7

    /// The copies that go. The newest that was finished always stays.
    static func outdated(_ copies: [BackupFolder.Copy], at now: Instant) -> [BackupFolder.Copy] {
        let finished = copies.filter { $0.manifest != nil }.sorted { ($0.made, $0.path) < ($1.made, $1.path) }
        var kept: Set<String> = []
        var places: Set<Place> = []
        for copy in finished.reversed() {
            guard opens(copy, at: now) || copy == finished.last else { continue }
            let age = now.day - copy.made.day
            // Days since the first Monday of all time.
            let place = age < days ? Place.day(copy.made.day) : .week((Int(copy.made.day.number) + 3) / 7)
            if places.insert(place).inserted { kept.insert(copy.path) }
        }
        // What was interrupted, and is surely not being made now. Of an earlier release's there is only a checksum: those stay until their longest day is over.
        let left = copies.filter { $0.manifest == nil && now - $0.made > longest }
        return finished.filter { !kept.contains($0.path) } + left
    }

    /// A copy without a manifest goes when nothing in it can be living: no group keeps anything for longer.
    private static let longest = Span.days(62)

    private enum Place: Hashable {
        case day(Day)
        case week(Int)
    }

    private static func opens(_ copy: BackupFolder.Copy, at now: Instant) -> Bool {
        guard let last = copy.manifest?.lastDay else { return false }
        return last >= now.day
    }
}
