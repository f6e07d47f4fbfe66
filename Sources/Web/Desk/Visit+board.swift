import Markup

/// From which list an ask was opened. It stands in the addresses of its page and of every form there, so that the way back leads to the same filter, page
/// and order after any number of steps.
extension Visit {
    /// The list from which this ask was opened; nil where it was opened from elsewhere.
    var board: BoardFilter? { request.query["from"].flatMap { $0.isEmpty ? nil : BoardFilter(mark: $0) } }

    /// A page or form of an ask, opened from the list that is known.
    func fromBoard(to page: DeskSite) -> Here { from(board, to: page) }

    /// A page of an ask, opened from this list.
    func from(_ board: BoardFilter?, to page: DeskSite) -> Here {
        var here = to(page)
        if let board { here.marks.append((name: "from", value: board.mark)) }
        return here
    }
}
