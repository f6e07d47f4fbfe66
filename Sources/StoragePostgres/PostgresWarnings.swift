import CPostgres

/// Whether the server has warned of something. Notices ("relation exists, skipping") are no business of anybody's.
final class PostgresWarnings {
    private(set) var areNone = true

    func forget() { areNone = true }

    /// Hears what comes over a connection that lives no longer than this.
    func listen(on link: OpaquePointer) {
        PQsetNoticeReceiver(
            link,
            { place, notice in
                guard let place, let severity = PQresultErrorField(notice, severityField), String(cString: severity) == "WARNING" else { return }
                Unmanaged<PostgresWarnings>.fromOpaque(place).takeUnretainedValue().areNone = false
            },
            Unmanaged.passUnretained(self).toOpaque())
    }
}

/// PG_DIAG_SEVERITY_NONLOCALIZED is a character macro, which Swift does not see.
private let severityField = Int32(UInt8(ascii: "V"))
