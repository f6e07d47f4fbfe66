import Kernel
import Storage

/// Erases what was made of a sheet: keys, links and rows go at once, and an erasure says that no restore may bring them back.
enum ImportErasure {
    enum Part: CaseIterable { case asks, offers, helpers, people }

    /// Erases up to `most` rows of one kind; whether there may be more. What somebody worked on stays.
    static func erase(_ part: Part, of batch: ID<ImportBatch>, most: Int, in house: House, group: Group, _ transaction: any Transaction) throws
        -> Bool
    {
        let ids = try ImportErasureStore.untouched(part, of: batch, most: most, in: group.id, transaction)
        for id in ids {
            if part == .helpers || part == .people { try eraseHelper(id, in: house, group: group.id, transaction) }
            guard part != .helpers else { continue }
            try ImportErasureStore.delete(part, id, in: group.id, transaction)
            try ImportErasureStore.forget(id, at: house.now, in: group.id, transaction)
        }
        if !ids.isEmpty, part == .asks || part == .people {
            // The rows are gone, so nothing but the count tells that the group's people and asks are others now.
            let count = try LookupStore.raise(group.id, transaction)
            if part == .asks { house.lookups.asks.delete(at: count, in: group.id, after: transaction) }
            if part == .people { house.lookups.delete(at: count, in: group.id, after: transaction) }
        }
        return ids.count == most
    }

    /// The batch's own subject with everything sealed under it; its counts stay.
    static func eraseBatch(_ batch: ID<ImportBatch>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        try ImportStore.dropRows(of: batch, in: group, transaction)
        try ImportErasureStore.emptyBatch(batch, in: group, transaction)
        try ImportErasureStore.forget(batch.subject, at: house.now, in: group, transaction)
    }

    private static func eraseHelper(_ person: ID<Subject>, in house: House, group: ID<Group>, _ transaction: any Transaction) throws {
        try ImportErasureStore.delete(.helpers, person, in: group, transaction)
        for link in try ImportErasureStore.helperLinks(of: person, in: group, transaction) {
            try house.vault.dismiss(link, from: person, in: group, transaction)
        }
        try ImportErasureStore.deleteHelperLinks(of: person, in: group, transaction)
    }
}
