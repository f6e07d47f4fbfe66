public import Storage

/// A picture in the database, sealed in pieces under the key of its subject, so that it is forgotten and backed up with everything else.
public enum Attachment {
    public enum Kind: String, Sendable, CaseIterable, Storable { case picture, thumbnail }

    /// Bytes of a piece before it is sealed.
    static let chunk = 65_536
}
