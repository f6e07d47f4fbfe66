import App
import ArgumentParser

/// `alongside install`
struct InstallLine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Puts this program where a machine serves it from, and writes the files of systemd, nginx and Caddy. Starts nothing."
    )

    @Option(help: "The name under which people reach it, such as help.example.org.")
    var domain: String

    @Option(help: "The account that serves it.")
    var user = "alongside"

    @Option(help: "Where the program listens, behind the proxy, as HOST:PORT.")
    var listen = "127.0.0.1:8080"

    @Option(help: "The folder of the installation; its keys are DATA.keys.")
    var data = "/var/lib/alongside/group"

    @Option(help: "The folder of the nightly backups; the sealed keys go to BACKUP.keys.")
    var backup = "/var/backups/alongside/group"

    @Option(help: "A certificate for the proxy, with its chain; unless given, that of certbot for nginx, and Caddy gets its own.")
    var certificate: String?

    @Option(name: .customLong("certificate-key"), help: "The key of that certificate.")
    var certificateKey: String?

    @Option(help: "A folder that stands for the root of the machine.")
    var root = "/"

    @Flag(name: .customLong("dry-run"), help: "Shows what would be written, and writes nothing.")
    var dryRun = false

    func run() async throws {
        try await plainly { console in
            let settings = try InstallSettings(
                domain: domain, user: user, listen: listen, data: data, backup: backup, certificate: certificate, certificateKey: certificateKey)
            try InstallCommand(settings, root: root, isDryRun: dryRun).run(console)
        }
    }
}
