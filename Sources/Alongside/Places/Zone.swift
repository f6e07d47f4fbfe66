public import Kernel

/// A part of the group's area; a pod is a zone inside a zone: a street, a block, a stairwell (requirement 0.9).
public struct Zone: Sendable {
    public let id: ID<Zone>
    /// The zone a pod belongs to; nil for a zone.
    public var parent: ID<Zone>?
    public var name: String
    public var position: Int

    public init(id: ID<Zone>, parent: ID<Zone>? = nil, name: String, position: Int) {
        self.id = id
        self.parent = parent
        self.name = name
        self.position = position
    }

    public var isPod: Bool { parent != nil }
}
