import Foundation
import Kernel
import TestKit
import Testing

@testable import App

/// What doctor says of the public address, by what a visit brought.
@Suite struct DoctorReachTests {
    private func look(_ url: String, _ visit: DoctorReach.Visit?) -> [Finding] {
        DoctorReach(url: url, visit: { _, _, _ in visit }).look(at: World.start)
    }

    private func checks(_ visit: DoctorReach.Visit?) -> [String] {
        look("https://help.example", visit).map { "\($0.weight.rawValue) \($0.check)" }
    }

    @Test("a certificate is a problem from a fortnight before its end on, and when nobody trusts it; an address of this machine is not visited")
    func certificates() {
        let well = DoctorReach.Visit(distrust: nil, goodUntil: World.start + .days(60), answer: "HTTP/1.1 200 OK")
        #expect(checks(well).isEmpty)
        var visit = well
        visit.goodUntil = World.start + .days(13)
        #expect(checks(visit) == ["problem certificate"] && look("https://help.example", visit)[0].what.contains("2026-03-23"))
        visit.goodUntil = World.start - .days(1)
        visit.distrust = "certificate has expired"
        #expect(checks(visit) == ["problem certificate"] && look("https://help.example", visit)[0].what.contains("ran out"))
        visit = well
        visit.distrust = "self-signed certificate"
        #expect(checks(visit) == ["problem certificate"] && look("https://help.example", visit)[0].what.contains("self-signed"))
        for url in ["http://localhost:8080", "http://127.0.0.1:1", "https://[::1]:1"] { #expect(look(url, nil).isEmpty) }
    }

    @Test("nobody there is a note, for this machine may not see itself; a proxy with nobody behind it is a problem")
    func answers() {
        #expect(checks(nil) == ["note reachable"])
        #expect(checks(.init(goodUntil: World.start + .days(60), answer: "HTTP/1.1 502 Bad Gateway")) == ["problem reachable"])
        #expect(checks(.init(goodUntil: World.start + .days(60), answer: "SSH-2.0-OpenSSH")) == ["problem reachable"])
        #expect(DoctorReach.Visit.date("notAfter=2027-01-01 00:00:00Z\n") == BackupManifest.instant("2027-01-01T00:00:00Z"))
    }

    @Test("a page that is served here is visited over a plain line")
    func plain() throws {
        let port = try #require(Listener.answering("HTTP/1.0 200 OK\r\n\r\n"))
        #expect(DoctorReach.Visit.made(to: "127.0.0.1", port, isSecure: false)?.answer == "HTTP/1.0 200 OK")
        #expect(DoctorReach.Visit.made(to: "127.0.0.1", 1, isSecure: false) == nil)
        #expect(DoctorReach.Visit.made(to: "127.0.0.1", 1, isSecure: true) == nil)
    }
}

/// A socket that answers one visitor with a line.
private enum Listener {
    static func answering(_ text: String) -> Int? {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, address, &length) == 0
            }
        }
        guard bound else { return nil }
        Thread.detachNewThread {
            let visitor = accept(listener, nil, nil)
            var request = [UInt8](repeating: 0, count: 1_000)
            _ = recv(visitor, &request, request.count, 0)
            _ = send(visitor, text, text.utf8.count, 0)
            close(visitor)
            close(listener)
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
