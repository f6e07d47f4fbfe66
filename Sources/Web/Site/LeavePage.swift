import Markup
import Storage
import Words

/// Where the quick exit leads: nothing that says where one was.
struct LeavePage: Page {
    func load(_ visit: Visit, _ connection: any Connection) throws {}

    func view(_ model: Void, _ visit: Visit) -> Sheet {
        Sheet(visit.say("front.leave.title"), frame: .bare, content: "<h1>\(visit.say("front.leave.title"))</h1>")
    }
}
