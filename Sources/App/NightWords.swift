import Alongside
import Foundation
import Kernel

/// What the nightly work says in the log.
enum NightWords {
    static func lines(_ report: Nightly.Report) -> [String] {
        var lines = report.failures.map { "Forgetting did not end well and is tried again in a minute: \($0)" }
        lines += report.unseen.map { "Whether all is well could not be looked at, and is tried again next night: \($0)" }
        if let apart = report.apart {
            lines.append(
                "The clock of this machine is \(abs(apart.milliseconds) / 1_000) seconds \(apart.milliseconds < 0 ? "behind" : "ahead of") the database server's. Until both are right no keys are made here and nothing is forgotten. Let both machines keep the time."
            )
        }
        switch report.verdict {
        case .behind(let newest):
            lines.append(
                "The clock is behind the newest time seen, \(time(newest)). Nothing is written until it is right. Set the clock, or, if it is right, run: alongside confirm-clock"
            )
        case .waiting(let since):
            lines.append(
                "Forgetting waits: this program was last seen running on \(time(since)), longer than 14 days ago, so the clock may be wrong. If it is right, run: alongside confirm-clock"
            )
        case .running: break
        }
        lines += report.stuck.map {
            "The key of \(date($0)) stays, because somebody who is still needed is sealed to that day. Run: alongside doctor"
        }
        if !report.broken.isEmpty { lines.append("\(report.broken.count) records could not be moved on. Run: alongside doctor") }
        if report.erased + report.forgotten > 0 { lines.append("Forgotten: \(report.forgotten), erased: \(report.erased).") }
        if !report.dropped.isEmpty { lines.append("Keys overwritten: \(report.dropped.map(date).joined(separator: ", ")).") }
        return lines
    }

    /// `2026-03-10 10:00 UTC`
    static func time(_ instant: Instant) -> String {
        let text = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000).formatted(.iso8601)
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }

    static func date(_ day: Day) -> String { String(time(day.start).prefix(10)) }
}
