import Foundation
import Kernel
import TestKit
import Testing

@testable import App

/// What `alongside install` writes; that other programs take it is tried in Tests/Outside/test_install.py.
@Suite struct InstallTests {
    private func settings() throws -> InstallSettings { try InstallSettings(domain: "Help.example.org") }

    @Test("no proxy keeps an access log, passes on who came, or writes bodies to the disk")
    func proxies() throws {
        let nginx = InstallFiles.nginx(try settings())
        #expect(nginx.ranges(of: "access_log off;").count == 2 && nginx.ranges(of: "error_log /dev/null crit;").count == 2)
        #expect(
            nginx.contains("X-Forwarded-For \"\"") && nginx.contains("proxy_request_buffering off") && nginx.contains("proxy_max_temp_file_size 0"))
        #expect(!nginx.contains("$remote_addr") && nginx.contains("server_name help.example.org;"))
        let caddy = InstallFiles.caddy(try settings())
        #expect(caddy.contains("header_up -X-Forwarded-For") && caddy.contains("exclude http.log.error"))
        #expect(!caddy.contains("    log\n") && !caddy.contains("output file"))
    }

    @Test("a name, an account, an address or a path that could say something else in a file of root's is refused")
    func settingsAreChecked() throws {
        #expect(try settings().domain == "help.example.org" && settings().port == 8080 && settings().host == "127.0.0.1")
        for domain in ["", "help", "help.example.org;", "a b.org", "help.org\nlisten 1", ".org", "hélp.org"] {
            #expect(throws: Refusal.self) { try InstallSettings(domain: domain) }
        }
        #expect(throws: Refusal.self) { try InstallSettings(domain: "a.org", user: "root; x") }
        #expect(throws: Refusal.self) { try InstallSettings(domain: "a.org", listen: "localhost") }
        #expect(throws: Refusal.self) { try InstallSettings(domain: "a.org", data: "relative") }
        #expect(throws: Refusal.self) { try InstallSettings(domain: "a.org", backup: "/var/a b") }
        #expect(throws: Refusal.self) { try InstallSettings(domain: "a.org", certificate: "/a.pem") }
    }

    @Test("a dry run shows every file and writes nothing; a second install keeps what was changed by hand and leaves the program alone")
    func writes() throws {
        let root = TestFolder.fresh("root")
        let dry = Spoken()
        try InstallCommand(settings(), root: root, isDryRun: true).run(dry.console())
        #expect(!FileManager.default.fileExists(atPath: root))
        #expect(dry.text.contains("ProtectSystem=strict") && dry.text.contains("proxy_pass") && dry.text.contains("reverse_proxy"))

        let program = TestFolder.fresh("program")
        try FileManager.default.createDirectory(atPath: program, withIntermediateDirectories: true)
        try "#!/bin/sh".write(toFile: program + "/alongside", atomically: true, encoding: .utf8)
        var install = try InstallCommand(settings(), root: root)
        install.program = program + "/alongside"
        try install.run(Spoken().console())
        let layout = InstallLayout(root: root)
        let release = try #require(layout.currentRelease())
        #expect(layout.schema(of: release) != nil && layout.previous(of: release) == nil)
        #expect(try layout.settings() == settings())
        #expect(FileManager.default.isExecutableFile(atPath: "\(layout.current)/alongside"))

        let unit = root + "/etc/systemd/system/alongside.service"
        try "changed".write(toFile: unit, atomically: true, encoding: .utf8)
        let again = Spoken()
        try install.run(again.console())
        #expect(try String(contentsOfFile: unit + ".before", encoding: .utf8) == "changed")
        #expect(layout.currentRelease() == release && again.text.contains("As it was: ") && again.text.contains("alongside upgrade"))
        try FileManager.default.removeItem(atPath: root)
    }
}
