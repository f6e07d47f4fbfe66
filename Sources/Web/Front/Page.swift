public import Kernel
public import Markup
public import Storage

/// One page: it loads what it needs in one read, and turns that into markup. A page that shows a form again holds what was typed and the problem.
public protocol Page: Sendable {
    associatedtype Model: Sendable
    /// Everything the page needs, from one consistent state of the database.
    func load(_ visit: Visit, _ connection: any Connection) throws -> Model
    func view(_ model: Model, _ visit: Visit) -> Sheet
}

extension Page {
    func prepare(_ visit: Visit, _ connection: any Connection) throws -> @Sendable () -> Sheet {
        let model = try load(visit, connection)
        return { view(model, visit) }
    }
}

/// What a page draws between the masthead and the foot.
public struct Sheet: Sendable {
    public enum Frame: Sendable {
        /// For askers and helpers: language menu and quick exit.
        case street
        /// For people with a role: the desk's menu.
        case desk
    }

    public var title: String
    public var frame: Frame
    public var layout: Document.Layout
    public var content: HTML
    public var status: Int
    /// The copy button and the keyboard, where the page has them.
    public var scripts: [String]
    /// Stands in the masthead beside the name.
    public var mark: HTML
    /// Seconds after which the page comes again by itself, also without scripts: long work that is under way.
    public var refreshAfter: Int?

    public init(
        _ title: String, frame: Frame = .street, layout: Document.Layout = .page, status: Int = 200, scripts: [String] = [], mark: HTML = .empty,
        content: HTML
    ) {
        self.title = title
        self.frame = frame
        self.layout = layout
        self.content = content
        self.status = status
        self.scripts = scripts
        self.mark = mark
    }
}

/// What a form does. It decodes its fields into a use case's input, runs it in one write, and says where to go.
public protocol Action: Sendable {
    func perform(_ form: Submission, _ visit: Visit) async throws -> Answer
    /// The page that shows the form again with what was typed; nil for a form that is only a button, whose problem gets a page of its own.
    func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)?
}

extension Action {
    public func again(_ form: Submission, _ problem: Problem, _ visit: Visit) -> (any Page)? { nil }
}

/// How an action ends.
public enum Answer: Sendable {
    /// 303 to a page.
    case go(Here)
    /// A page at once, without going anywhere: previews.
    case page(any Page)
    /// 303 with a session's cookie set; nil token clears it.
    case signIn(Here, cookie: String?)
    /// A file that is saved: what is opened by a form because its opening is noted.
    case file(type: String, name: String, [UInt8])
}

/// A page that is not markup: a picture, a sheet.
public protocol Download: Sendable {
    func load(_ visit: Visit, _ connection: any Connection) throws -> (type: String, name: String?, bytes: [UInt8])
}

/// One whose fetching is noted.
protocol NotedDownload: Download {
    func note(_ visit: Visit) async throws
}
