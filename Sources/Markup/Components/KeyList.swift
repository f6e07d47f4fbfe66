public import Words

/// All keys of a page, opened with `?`; the place where the keys are switched off too, as single letters get in the way of speech input
/// (WCAG 2.1.4). Hidden without JavaScript, as the keys are.
public struct KeyList: Component {
    var keys: [(key: String, does: String)]
    var say: Wording

    public init(_ keys: [(key: String, does: String)], say: Wording) {
        self.keys = keys
        self.say = say
    }

    public var html: HTML {
        let rows = HTML.each(keys) { "<div><dt>\(KeyHint($0.key))</dt><dd>\($0.does)</dd></div>" }
        return """
            <dialog id="all-keys" class="keys" aria-labelledby="all-keys-title"><h2 id="all-keys-title">\(say("markup.keys.title"))</h2>\
            <dl class="facts">\(rows)<div><dt>\(KeyHint("?"))</dt><dd>\(say("markup.keys.this"))</dd></div></dl>\
            <form method="dialog" class="actions"><button type="button" class="button button-quiet" data-keys-off \
            data-other="\(say("markup.keys.on"))">\(say("markup.keys.off"))</button>\
            <button type="submit" class="button button-secondary">\(say("markup.keys.close"))</button></form></dialog>

            """
    }
}
