import Foundation
import Images
import Kernel

/// What `doctor` sees of the public address from outside: whether anybody answers there, and until when its certificate is good. Nothing of it is asked for
/// an address of this machine alone.
struct DoctorReach: Sendable {
    /// So long a certificate may still be good before somebody has to look.
    static let patience = Span.days(14)

    let url: String
    /// What a visit brought; nil when nobody answered.
    var visit: @Sendable (_ host: String, _ port: Int, _ isSecure: Bool) -> Visit? = { Visit.made(to: $0, $1, isSecure: $2) }

    struct Visit: Sendable, Equatable {
        /// Why the certificate is not to be trusted, in the words of OpenSSL; nil when it is, and where there is none.
        var distrust: String?
        /// Until when the certificate is good; nil where there is none.
        var goodUntil: Instant?
        /// The first line of the answer.
        var answer: String
    }

    func look(at now: Instant) -> [Finding] {
        guard let parts = URLComponents(string: url), let host = parts.host, !Self.isLocal(host) else { return [] }
        let isSecure = parts.scheme == "https"
        guard let visit = visit(host, parts.port ?? (isSecure ? 443 : 80), isSecure) else {
            return [
                .note(
                    "reachable", "Nobody answers at \(url).",
                    "If others reach it, this machine may not visit itself. Else look after the proxy and the name's address.")
            ]
        }
        return certificate(visit, now) + answer(visit)
    }

    private func certificate(_ visit: Visit, _ now: Instant) -> [Finding] {
        if let until = visit.goodUntil, until < now {
            return [
                .problem(
                    "certificate", "The certificate of \(url) ran out on \(NightWords.time(until)).",
                    "Renew it, and look why it was not renewed by itself.")
            ]
        }
        if let words = visit.distrust {
            return [
                .problem("certificate", "The certificate of \(url) is not trusted: \(words).", "Get one that browsers trust, with its whole chain.")
            ]
        }
        if let until = visit.goodUntil, until - now < Self.patience {
            return [
                .problem("certificate", "The certificate of \(url) runs out on \(NightWords.time(until)).", "Look why it was not renewed by itself.")
            ]
        }
        return []
    }

    private func answer(_ visit: Visit) -> [Finding] {
        let words = visit.answer.split(separator: " ")
        guard words.first?.hasPrefix("HTTP/") == true, words.count > 1, let status = Int(words[1]) else {
            return [.problem("reachable", "What answers at \(url) is no web server.", "Look after the proxy.")]
        }
        return status < 500
            ? []
            : [.problem("reachable", "\(url) answers \(status).", "Look whether the program runs, and whether the proxy leads to where it listens.")]
    }

    static func isLocal(_ host: String) -> Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]" || host.hasSuffix(".localhost")
    }
}

extension DoctorReach.Visit {
    /// One request through OpenSSL's own client, which Debian has wherever certificates are checked.
    static func made(to host: String, _ port: Int, isSecure: Bool) -> Self? {
        let request = Array("GET / HTTP/1.0\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8)
        guard isSecure else { return plain(host, port, request) }
        guard let openssl = Programs.path("openssl") else { return nil }
        let asked = Child.run(
            openssl, ["s_client", "-connect", "\(host):\(port)", "-servername", host, "-verify_hostname", host, "-ign_eof"], input: request,
            outputLimit: 1 << 20, milliseconds: 8_000)
        let text = String(decoding: asked.output, as: UTF8.self)
        guard let start = text.range(of: "-----BEGIN CERTIFICATE-----"), let end = text.range(of: "-----END CERTIFICATE-----") else { return nil }
        let dated = Child.run(
            openssl, ["x509", "-noout", "-enddate", "-dateopt", "iso_8601"], input: Array(text[start.lowerBound..<end.upperBound].utf8) + [10],
            outputLimit: 1_000, milliseconds: 5_000)
        let verified = text.split(separator: "\n").last { $0.hasPrefix("Verify return code: ") || $0.contains("    Verify return code: ") }
        let code = verified?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        return Self(
            distrust: code.hasPrefix("0 ") ? nil : code.drop { $0.isNumber || $0 == " " }.trimmingCharacters(in: ["(", ")"]),
            goodUntil: date(String(decoding: dated.output, as: UTF8.self)),
            answer: text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("HTTP/") }.map(String.init) ?? ""
        )
    }

    /// `notAfter=2027-01-01 00:00:00Z`
    static func date(_ line: String) -> Instant? {
        let text = line.split(separator: "=").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return BackupManifest.instant(text.replacing(" ", with: "T"))
    }

    private static func plain(_ host: String, _ port: Int, _ request: [UInt8]) -> Self? {
        // The same client without a certificate is bash's: nothing else is surely there.
        guard let bash = Programs.path("bash"), host.allSatisfy({ $0.isLetter || $0.isNumber || ".-:[]".contains($0) }) else { return nil }
        let asked = Child.run(
            bash, ["-c", "exec 3<>/dev/tcp/\(host)/\(port) && cat >&3 && head -1 <&3"], input: request, outputLimit: 1 << 16, milliseconds: 8_000)
        guard let line = String(decoding: asked.output, as: UTF8.self).split(whereSeparator: \.isNewline).first else { return nil }
        return Self(answer: String(line))
    }
}
