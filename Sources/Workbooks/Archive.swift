import CZip

/// The ZIP archive that a workbook is, from a file or from memory.
final class Archive {
    private let raw: OpaquePointer
    /// What the archive is read from, where it is not a file.
    private let memory: UnsafeMutableRawBufferPointer?

    /// - Throws: `.notWorkbook` when it is no archive, `.damaged` when it is one that cannot be opened.
    init(path: String) throws(WorkbookFault) {
        var code: Int32 = 0
        guard let raw = zip_open(path, ZIP_RDONLY, &code) else { throw Self.fault(code) }
        self.raw = raw
        memory = nil
        try check()
    }

    init(bytes: [UInt8]) throws(WorkbookFault) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        memory.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(memory.baseAddress, zip_uint64_t(bytes.count), 0, &error) else {
            memory.deallocate()
            throw .damaged
        }
        guard let raw = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            memory.deallocate()
            throw Self.fault(zip_error_code_zip(&error))
        }
        self.raw = raw
        self.memory = memory
        try check()
    }

    deinit {
        zip_discard(raw)
        memory?.deallocate()
    }

    private func check() throws(WorkbookFault) {
        guard zip_get_num_entries(raw, 0) <= zip_int64_t(WorkbookLimits.entries) else { throw .big }
    }

    private static func fault(_ code: Int32) -> WorkbookFault { code == ZIP_ER_NOZIP ? .notWorkbook : .damaged }

    /// Whether there is an entry of this name.
    func has(_ name: String) -> Bool { zip_name_locate(raw, name, 0) >= 0 }

    /// Opens an entry at its beginning; nil when there is none of this name.
    ///
    /// - Parameter most: bytes that it may unfold to; `.big` is thrown where there are more.
    func open(_ name: String, most: Int) throws(WorkbookFault) -> ArchiveEntry? {
        let index = zip_name_locate(raw, name, 0)
        guard index >= 0 else { return nil }
        var about = zip_stat_t()
        zip_stat_init(&about)
        guard zip_stat_index(raw, zip_uint64_t(index), 0, &about) == 0 else { throw .damaged }
        guard about.encryption_method == ZIP_EM_NONE else { throw .locked }
        guard about.size <= zip_uint64_t(most) else { throw .big }
        guard let entry = zip_fopen_index(raw, zip_uint64_t(index), 0) else { throw .damaged }
        return ArchiveEntry(entry, size: Int(about.size), most: most, archive: self)
    }
}

/// One entry, read from its beginning in pieces.
final class ArchiveEntry {
    /// Bytes that it says it unfolds to.
    let size: Int
    private(set) var done = 0
    private let raw: OpaquePointer
    private let most: Int
    /// Stays open while the entry is read.
    private let archive: Archive
    private var piece = [UInt8](repeating: 0, count: 65_536)

    init(_ raw: OpaquePointer, size: Int, most: Int, archive: Archive) {
        self.raw = raw
        self.size = size
        self.most = most
        self.archive = archive
    }

    deinit { zip_fclose(raw) }

    /// The next bytes; nil at the end, at which the archive's own checksum was right.
    func next() throws(WorkbookFault) -> ArraySlice<UInt8>? {
        let count = zip_fread(raw, &piece, zip_uint64_t(piece.count))
        guard count >= 0 else { throw .damaged }
        guard count > 0 else { return nil }
        done += Int(count)
        guard done <= most else { throw .big }
        return piece[..<Int(count)]
    }
}
