public import Alongside
import Kernel
public import Storage

/// Goes on with confirmed sheets by itself, so that nobody has to wait at a page and no crash leaves one half done.
public enum ImportJob {
    public static let kind = "import"

    public static func work(in house: House) -> JobWork {
        .outside { job in
            guard let batch = ID<ImportBatch>(bytes: job.payload) else { return }
            let group = try await house.database.read { try GroupStore.with(id: job.group(), $0) }
            guard let group else { return }
            try await ImportSheet(batch).run(in: house, group: group, by: .system)
        }
    }
}
