import Alongside

/// Founding the first group of an installation.
enum SetUpRoutes {
    static func page(_ token: String) -> (any Page)? { SetUpPage(token: token) }
    static func action(_ token: String) -> (any Action)? { SetUpAction(token: token) }
}
