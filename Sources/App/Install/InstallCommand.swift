import Foundation
import Kernel

/// `alongside install`: puts this program where it is served from, writes the unit of systemd and the sites of nginx and Caddy, and says what is left to do. It starts nothing.
public struct InstallCommand: Sendable {
    let settings: InstallSettings
    let root: String
    let isDryRun: Bool
    var time = TimeSource.system
    /// Another program than the one that runs, for tests.
    var program: String?

    /// `root` is `/`, or a folder that stands for it.
    public init(_ settings: InstallSettings, root: String = "/", isDryRun: Bool = false) {
        self.settings = settings
        self.root = root
        self.isDryRun = isDryRun
    }

    public func run(_ console: Console) throws {
        let layout = InstallLayout(root: root)
        let files = [
            ("/etc/systemd/system/alongside.service", InstallFiles.unit(settings)),
            ("/etc/nginx/sites-available/alongside", InstallFiles.nginx(settings)),
            ("/etc/caddy/alongside.caddyfile", InstallFiles.caddy(settings)),
        ]
        if isDryRun {
            console.say("Nothing is written. Without --dry-run this program would be copied into \(layout.releases), and these files written:")
            for (path, text) in files { console.say("\n--- \(layout.root)\(path)\n\(text)") }
        } else {
            if let served = layout.currentRelease() {
                console.say("The program that is there already, \(served), goes on being served. To serve this one: alongside upgrade")
            } else {
                let release = try layout.addThisProgram(at: time.now, program: program)
                try layout.serve(release)
                console.say("Program: \(layout.releases)/\(release)")
            }
            try layout.keep(settings)
            try link(layout, console)
            for (path, text) in files { try write(text, to: layout.root + path, console) }
        }
        console.say(left)
    }

    /// What root has to do by hand, since each of it depends on the machine.
    private var left: String {
        """

        What is left, as root:
          useradd --system --home-dir /var/lib/alongside --shell /usr/sbin/nologin \(settings.user)
          install -d -m 700 -o \(settings.user) -g \(settings.user) \(above(settings.data)) \(above(settings.backup))
          systemctl daemon-reload && systemctl enable --now alongside
          alongside recovery-code --data \(settings.data)     # on a terminal: write the code on paper
          alongside found-group --data \(settings.data)       # the link with which the first group is founded
        and one of these two in front of it:
          apt install nginx certbot && certbot certonly --webroot -w /var/www/html -d \(settings.domain)
          ln -s ../sites-available/alongside /etc/nginx/sites-enabled/ && nginx -t && systemctl reload nginx
        or
          apt install caddy && cp /etc/caddy/alongside.caddyfile /etc/caddy/Caddyfile && systemctl reload caddy
        Then look whether all is well: alongside doctor --data \(settings.data)
        """
    }

    private func above(_ path: String) -> String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    private func link(_ layout: InstallLayout, _ console: Console) throws {
        let path = layout.root + "/usr/local/bin/alongside"
        let target = "../lib/alongside/current/alongside"
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != target else { return }
        guard !FileManager.default.fileExists(atPath: path) else { throw Refusal("\(path) is something else. Move it away first.") }
        try InstallLayout.makeFolder(layout.root + "/usr/local/bin")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        console.say("Command: \(path)")
    }

    /// What was changed by hand is kept beside it.
    private func write(_ text: String, to path: String, _ console: Console) throws {
        if let present = FileManager.default.contents(atPath: path) {
            guard present != Data(text.utf8) else { return console.say("As it was: \(path)") }
            try InstallLayout.write(String(decoding: present, as: UTF8.self), to: path + ".before")
            console.say("Kept: \(path).before")
        }
        try InstallLayout.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        try InstallLayout.write(text, to: path)
        console.say("Written: \(path)")
    }
}
