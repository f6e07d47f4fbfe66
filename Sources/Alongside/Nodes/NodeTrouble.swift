/// Why a node cannot be let in, or taken out.
public enum NodeTrouble: Error, Hashable, Sendable {
    /// The installation has one program only: its data is in a file.
    case alone
    /// No node that waits has this code.
    case unknownCode
    /// There is no node of this name.
    case unknownName
    /// A node cannot take itself out.
    case itself
    /// This node was taken out, or was away during a burn: its keys open nothing new.
    case gone
    /// Another node's burn has not ended.
    case burning
    /// This node lacks keys that another one has: it must not begin a burn, nor end one.
    case lacksKeys
}
