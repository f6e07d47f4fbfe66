import Foundation

/// Blocking work on a thread of its own, so that it holds up nobody who shares the others.
enum OwnThread {
    static func run<Output: Sendable>(_ work: @escaping @Sendable () -> Output) async -> Output {
        await withCheckedContinuation { caller in
            Thread.detachNewThread { caller.resume(returning: work()) }
        }
    }
}
