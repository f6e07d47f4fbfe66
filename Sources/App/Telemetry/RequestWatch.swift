import Kernel
import Logging
import Synchronization
import Tracing
import Web

/// Stands around every request: gives it an ID by chance, and where somebody wants to know, counts and times it, traces it and writes a line. A route is
/// told by its name, never by its path, which may hold a token; nothing of who sent it comes here at all.
struct RequestWatch: Sendable {
    let front: Front
    var telemetry: Telemetry?
    var tracer: (any Tracer)?
    /// Nil unless every request is to have its line.
    var logger: Logger?

    /// What an address that leads nowhere is called.
    static let nowhere = "nowhere"

    func answer(_ request: WebRequest) async -> WebResponse {
        let id = RequestID.make()
        var response = await RequestID.$current.withValue(id) {
            if telemetry == nil, tracer == nil, logger == nil { return await front.answer(request) }
            return await watched(request, id)
        }
        response.headers.append((RequestID.header, id))
        return response
    }

    private func watched(_ request: WebRequest, _ id: String) async -> WebResponse {
        let began = ContinuousClock.now
        let response = await traced(request, id)
        let took = ContinuousClock.now - began
        let route = response.route?.rawValue ?? Self.nowhere
        telemetry?.answered(route, status: response.status, in: took)
        logger?.debug(
            "request",
            metadata: [
                "request": "\(id)", "route": "\(route)", "status": "\(response.status)", "ms": "\(took.nanoseconds / 1_000_000)",
            ])
        return response
    }

    private func traced(_ request: WebRequest, _ id: String) async -> WebResponse {
        guard let tracer else { return await front.answer(request) }
        let span = tracer.startSpan("request", context: .topLevel, ofKind: .server)
        defer { span.end() }
        let response = await ServiceContext.$current.withValue(span.context) { await front.answer(request) }
        span.attributes["request"] = id
        span.attributes["http.route"] = response.route?.rawValue ?? Self.nowhere
        span.attributes["http.response.status_code"] = response.status
        if response.status >= 500 { span.setStatus(SpanStatus(code: .error)) }
        return response
    }
}

/// What a request is called in the log, in traces and in the answer: chance, so that it says nothing of who asked.
enum RequestID {
    static let header = "x-request-id"

    /// That of the request which is being answered.
    @TaskLocal static var current: String?

    private static let seed = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    /// Twelve hexadecimal digits: a count from a start by chance, mixed (SplitMix64; Steele, Lea and Flood, OOPSLA 2014), so that no request asks the
    /// system for chance of its own.
    static func make() -> String {
        var mixed = seed &+ count.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return String(unsafeUninitializedCapacity: 12) { bytes in
            for index in 0..<12 {
                let digit = UInt8(truncatingIfNeeded: mixed >> UInt64(index * 4)) & 0xF
                bytes[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 12
        }
    }
}
