import Alongside
import Kernel

/// What is known of the weeks beforehand: who joins when, who asks when, when money comes, and that every night passes.
enum TownStart {
    static let helpers = 60
    /// Kinds of help that people offer.
    static let helped = ["groceries", "prescriptions", "meals", "phone_chat", "pets", "rides", "repairs", "forms"]

    static func plan(into life: inout TownLife, from start: Instant, to end: Instant) {
        let random = life.random
        let waking = life.group.wakingHours
        for index in life.helpers.indices {
            // Most come in the first days, after the leaflets; the others over the weeks.
            let hours = index < 40 ? 1 + random.below(60) : 72 + random.below(42 * 24)
            life.queue.plan(.helper(index), at: waking.awake(from: start + .hours(hours) + .minutes(random.below(60))))
        }
        for index in life.stories.indices {
            life.queue.plan(.ask(index), at: max(life.stories[index].createdAt, start + .hours(4)))
        }
        life.queue.plan(.money(0), at: start + .hours(3))
        for (step, day) in [(1, 9), (2, 7), (3, 8), (4, 20), (5, 25)] { life.queue.plan(.money(step), at: start + .days(day) + .hours(2)) }
        for week in 0..<8 { life.queue.plan(.money(6 + week), at: start + .days(3 + week * 7) + .minutes(random.below(600))) }

        var midnight = (start.day + 1).start + .hours(3)
        while midnight <= end {
            life.queue.plan(.night, at: midnight)
            // What came due in the night is told in the morning, and once more at noon and in the evening.
            for hours in [6, 10, 15] where midnight + .hours(hours) < end - .hours(2) { life.queue.plan(.send, at: midnight + .hours(hours)) }
            midnight = midnight + .days(1)
        }
    }
}
