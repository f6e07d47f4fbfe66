/// What the folder of keys remembers of the data, so that data which went back is known and what had ended by then stays so. Numbers of rows, no keys.
extension KeyFolder {
    public enum Note: String, Sendable {
        /// How far the data had come.
        case seen = "seen.json"
        /// What has ended and must stay so.
        case endings = "endings.json"
        /// Erasures since that list was written, one a line.
        case erased
        /// Those that the list which is being written has in it.
        case listed
    }

    /// Writes the whole note and waits until it is on disk.
    public func note(_ bytes: [UInt8], as note: Note) throws(SealingFault) { try KeyFile.make(place(of: note), bytes, replacing: true) }

    /// What was noted; nil when nothing ever was.
    public func noted(_ note: Note) throws(SealingFault) -> [UInt8]? {
        guard KeyFile.exists(place(of: note)) else { return nil }
        return try KeyFile.open(place(of: note)).read()
    }

    /// Adds a line to a note, without waiting for the disk. False when it could not be written.
    public func add(_ line: String, to note: Note) -> Bool {
        KeyFile.append(Array((line + "\n").utf8), to: place(of: note))
    }

    /// Gives a note another name, unless there is one of that name already, which then goes first. Does nothing without the note.
    public func move(_ note: Note, to other: Note) throws(SealingFault) {
        guard KeyFile.exists(place(of: note)), !KeyFile.exists(place(of: other)) else { return }
        try KeyFile.move(place(of: note), to: place(of: other))
    }

    /// Takes a note away.
    public func remove(_ note: Note) throws(SealingFault) { try KeyFile.remove(place(of: note)) }

    private func place(of note: Note) -> String { path + "/" + note.rawValue }
}
