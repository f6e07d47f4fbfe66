public import Words

/// A text to be taken elsewhere, with a button that copies it; without JavaScript it can be selected with one tap.
public struct CopyBox: Component {
    var id: String
    var label: String
    var text: String
    var key: String?
    var say: Wording

    /// `id` must be unique on the page; `key` is a keyboard shortcut for copying.
    public init(id: String, label: String, text: String, key: String? = nil, say: Wording) {
        self.id = id
        self.label = label
        self.text = text
        self.key = key
        self.say = say
    }

    public var html: HTML {
        """
        <div class="copy"><p class="copy-label">\(label)</p><p class="copy-text" id="\(id)" dir="auto">\(text)</p>\
        <button type="button" class="button button-secondary" data-copy="\(id)" data-done="\(say("markup.copy.done"))"\(attribute: "data-key", key) \
        hidden>\(Button.face(say("markup.copy.copy"), about: label, key: key))</button><span role="status" class="copy-said"></span></div>

        """
    }
}
