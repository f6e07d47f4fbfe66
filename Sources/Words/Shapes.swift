import Foundation
import Synchronization

/// How one locale writes dates and numbers, asked of Foundation once and then written by ourselves: its formatters take a hundred times longer.
struct Shapes: Sendable {
    let locale: String
    let numbers: NumberShape
    let times: TimeShape

    init(locale identifier: String) {
        let locale = Locale(identifier: identifier)
        self.locale = identifier
        numbers = NumberShape(locale: locale)
        times = TimeShape(locale: locale)
    }
}

/// Shapes made when they are first needed, so that starting the program stays quick.
final class LazyShape: Sendable {
    private let locale: String
    private let made = Mutex<Shapes?>(nil)

    init(locale: String) { self.locale = locale }

    var value: Shapes {
        made.withLock { made in
            if let made { return made }
            let shapes = Shapes(locale: locale)
            made = shapes
            return shapes
        }
    }
}
