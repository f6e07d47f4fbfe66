/// Values of any kind in the one-line form that `Undo` keeps: line ends and percent signs are written as `%0A` and `%25`.
enum UndoText {
    static func packed(_ fields: [String: String]) -> [String: String] {
        fields.mapValues { $0.replacing("%", with: "%25").replacing("\n", with: "%0A") }
    }

    static func unpacked(_ fields: [String: String]) -> [String: String] {
        fields.mapValues { $0.replacing("%0A", with: "\n").replacing("%25", with: "%") }
    }
}
