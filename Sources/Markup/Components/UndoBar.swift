public import Words

/// What was just done, and a button that takes it back: instead of asking "are you sure". It stays for ten minutes.
public struct UndoBar: Component {
    var sentence: String
    var link: any Link
    var hidden: [(name: String, value: String)]
    var until: String?
    var say: Wording

    /// - Parameters:
    ///   - link: where taking back is sent.
    ///   - hidden: names and values sent along (see `Form`).
    ///   - until: the clock time until when it can be taken back.
    public init(_ sentence: String, to link: any Link, hidden: [(name: String, value: String)] = [], until: String? = nil, say: Wording) {
        self.sentence = sentence
        self.link = link
        self.hidden = hidden
        self.until = until
        self.say = say
    }

    public var html: HTML {
        let note = until.map { "<span class=\"detail\">\(say("markup.undo.until", ["time": .made($0)]))</span>" as HTML }
        return """
            <div class="undo" role="status"><p>\(sentence) \(note)</p>\
            \(Form(to: link, hidden: hidden, inline: true, Button(say("markup.undo"), .secondary, key: "u").html))</div>

            """
    }
}
