import Storage

extension ChangeNotice.Topic {
    /// Something of a group was forgotten or erased.
    static let forgotten = ChangeNotice.Topic(rawValue: "forgotten")
}

extension House {
    /// From now on what this house keeps in memory follows what other processes do to its database. To be called once, by whoever made the house.
    ///
    /// Only what has to leave memory is told here. What changes or comes is found by counts in the database itself (`HeldIndexes`, `Categories`,
    /// `Gazetteers`), so that no answer depends on how fast a notice travels.
    public func followNotices() {
        let (lookups, likenesses) = (lookups, likenesses)
        database.notices.listen { notice, origin in
            guard origin == .elsewhere else { return }
            switch notice.topic {
            case .forgotten:
                lookups.drop(notice.group())
                likenesses.drop(notice.group())
            case .everything:
                lookups.dropAll()
                likenesses.dropAll()
            default: break
            }
        }
    }
}
