import Foundation
import Synchronization

/// How one locale writes dates and numbers, asked of Foundation once and then written by ourselves: its formatters take a hundred times longer.
struct Shapes: Sendable {
    let numbers: NumberShape
    let times: TimeShape

    init(locale identifier: String, clock: String) {
        let locale = Locale(identifier: identifier)
        numbers = NumberShape(locale: locale)
        times = TimeShape(locale: locale, clock: Locale(identifier: clock))
    }
}

/// Shapes made when they are first needed, so that starting the program stays quick.
final class LazyShape: Sendable {
    private let locale: String
    private let clock: String
    private let made = Mutex<Shapes?>(nil)

    init(locale: String, clock: String) {
        self.locale = locale
        self.clock = clock
    }

    var value: Shapes {
        made.withLock { made in
            if let made { return made }
            let shapes = Shapes(locale: locale, clock: clock)
            made = shapes
            return shapes
        }
    }
}
