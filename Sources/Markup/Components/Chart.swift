public import Words

/// A bar for each row, drawn inside the table that says the same in figures: nothing is only in the picture.
public struct Chart: Component {
    public struct Bar: Sendable {
        public var label: String
        public var value: Int
        /// The value as people read it: "23 asks", "£41.00".
        public var text: String
        public var tone: Pill.Tone

        public init(_ label: String, _ value: Int, text: String, tone: Pill.Tone = .spruce) {
            self.label = label
            self.value = value
            self.text = text
            self.tone = tone
        }
    }

    var caption: String
    var rowTitle: String
    var valueTitle: String
    var bars: [Bar]
    var say: Wording

    /// `rowTitle` and `valueTitle` head the columns; bars are measured against the largest value, from zero.
    public init(_ caption: String, rows rowTitle: String, values valueTitle: String, bars: [Bar], say: Wording) {
        self.caption = caption
        self.rowTitle = rowTitle
        self.valueTitle = valueTitle
        self.bars = bars
        self.say = say
    }

    public var html: HTML {
        let largest = max(bars.map(\.value).max() ?? 1, 1)
        let rows = HTML.each(bars) { bar in
            """
            <tr><th scope="row">\(bar.label)</th><td class="bar"><svg viewBox="0 0 1000 12" preserveAspectRatio="none" \
            aria-hidden="true" focusable="false"><rect width="\(max(bar.value, 0) * 1000 / largest)" height="12" fill="var(--\(colour(bar.tone)))"/></svg></td>\
            <td class="number">\(bar.text)</td></tr>
            """
        }
        return """
            <table class="chart"><caption>\(caption)</caption><thead><tr><th scope="col">\(rowTitle)</th>\
            <th scope="col"><span class="unseen">\(say("markup.chart.bar"))</span></th><th scope="col" class="number">\(valueTitle)</th></tr></thead>\
            <tbody>\(rows)</tbody></table>

            """
    }

    /// The token of the style sheet.
    private func colour(_ tone: Pill.Tone) -> String { tone == .plain ? "soft" : tone.rawValue }
}
