/// What is known within one transaction and nowhere else, such as that it has raised a count already. It goes with the transaction, however that ends.
public final class TransactionNotes {
    private var kept: [String: Any] = [:]
    /// What is announced once the transaction is durable, each once.
    public private(set) var notices: [ChangeNotice] = []

    public init() {}

    /// What was kept under a key; nil when there is nothing of this type.
    public func kept<Value>(_ key: String, as _: Value.Type = Value.self) -> Value? { kept[key] as? Value }

    public func keep(_ value: some Any, as key: String) { kept[key] = value }

    func announce(_ notice: ChangeNotice) {
        if !notices.contains(notice) { notices.append(notice) }
    }
}
