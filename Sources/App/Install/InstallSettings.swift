import Foundation

/// How Alongside is installed on a machine. `alongside install` writes it down, so that upgrade and roll-back know.
public struct InstallSettings: Codable, Equatable, Sendable {
    /// The name under which people reach it.
    public var domain: String
    /// The account that serves it, and owns its folders.
    public var user: String
    /// Where the program listens, behind the proxy.
    public var listen: String
    public var data: String
    public var backup: String
    /// The certificate of the proxy and its key; nil where Caddy gets one by itself, and nginx uses that of certbot.
    public var certificate: String?
    public var certificateKey: String?

    /// The name of the unit.
    static let service = "alongside"

    /// - Throws: `Refusal` for what is no name of a site, of an account or of an address.
    public init(
        domain: String, user: String = "alongside", listen: String = "127.0.0.1:8080", data: String = "/var/lib/alongside/group",
        backup: String = "/var/backups/alongside/group", certificate: String? = nil, certificateKey: String? = nil
    ) throws {
        // Each ends up in a file that a root process reads.
        func checked(_ text: String, _ allowed: String, _ words: String) throws -> String {
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || allowed.unicodeScalars.contains($0))
            }
            guard !text.isEmpty, isPlain else { throw Refusal("\(words), and \"\(text)\" is none.") }
            return text
        }
        self.domain = try checked(domain.lowercased(), "-.", "--domain takes the name of a site, such as help.example.org")
        guard self.domain.contains("."), !self.domain.hasPrefix(".") else {
            throw Refusal("--domain takes the name of a site, such as help.example.org.")
        }
        self.user = try checked(user, "-_", "--user takes the name of an account")
        self.listen = try checked(listen, ".:[]", "--listen takes HOST:PORT")
        guard Self.port(of: listen) != nil else { throw Refusal("--listen takes HOST:PORT, such as 127.0.0.1:8080.") }
        self.data = try checked(data, "/-_.", "--data takes the path of a folder")
        self.backup = try checked(backup, "/-_.", "--backup takes the path of a folder")
        guard data.hasPrefix("/"), backup.hasPrefix("/") else { throw Refusal("--data and --backup take paths from the root on.") }
        self.certificate = try certificate.map { try checked($0, "/-_.", "--certificate takes the path of a file") }
        self.certificateKey = try certificateKey.map { try checked($0, "/-_.", "--certificate-key takes the path of a file") }
        guard (certificate == nil) == (certificateKey == nil) else { throw Refusal("Name both --certificate and --certificate-key, or neither.") }
    }

    var publicURL: String { "https://" + domain }
    var folder: DataFolder { DataFolder(data) }

    static func port(of listen: String) -> Int? { listen.lastIndex(of: ":").flatMap { Int(listen[listen.index(after: $0)...]) } }
    var host: String { String(listen[..<(listen.lastIndex(of: ":") ?? listen.endIndex)].drop { $0 == "[" }.prefix { $0 != "]" }) }
    var port: Int { Self.port(of: listen) ?? 8080 }
}
