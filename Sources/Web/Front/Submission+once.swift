import Alongside
import Kernel
import Sealing

extension Submission {
    /// A key for exactly what this form says: sent twice as it is, it counts once; sent again from the page behind "back" with something else in it, it
    /// is another. Nil when the form carries no one-time key of ours.
    func contentKey(file: String? = nil) -> OnceKey? {
        guard OnceKey(self["once"]) != nil else { return nil }
        var content: [UInt8] = []
        for name in names.sorted() {
            for value in all(name) { content += Array("\(name)=\(value)\n".utf8) }
        }
        if let file, let sent = self.file(file) { content += sent.bytes }
        return OnceKey(Base32.encode(Array(Digest.sha256(content).prefix(20))))
    }
}
