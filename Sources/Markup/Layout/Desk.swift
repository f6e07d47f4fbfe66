/// The three panes of the board: queues and places at the start side, the list in the middle, the ask at the end side. On a narrow screen
/// they are two screens: without `detail` the list with its queues folded above it, with `detail` the ask alone and a way back.
public struct Desk: Component {
    var side: HTML
    var list: HTML
    var detail: HTML?
    var back: HTML
    var listLabel: String
    var detailLabel: String

    /// The labels name the regions for those who listen; `back` leads from the ask to the list and is only seen where they are two screens.
    public init(side: HTML, list: HTML, listLabel: String, detail: HTML? = nil, detailLabel: String, back: HTML = .empty) {
        self.side = side
        self.list = list
        self.listLabel = listLabel
        self.detail = detail
        self.detailLabel = detailLabel
        self.back = back
    }

    public var html: HTML {
        """
        <div class="panes\(detail == nil ? "" : " has-detail")"><div class="pane-side">\(side)</div>
        <section class="pane-list" aria-label="\(listLabel)">\(list)</section>
        \(detail.map(pane))</div>

        """
    }

    private func pane(_ detail: HTML) -> HTML {
        """
        <section class="pane-detail" aria-label="\(detailLabel)" tabindex="-1">\(HTML.when(!back.isEmpty) { "<div class=\"narrow-only\">\(back)</div>" })\
        \(detail)</section>

        """
    }
}
