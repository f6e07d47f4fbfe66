public import Words

/// The word by which an ask is known at the door and on the phone, in the asker's language, with a Latin spelling beside it.
public struct CodeWordCard: Component {
    var word: String
    var latin: String?
    var sentence: String?
    var say: Wording

    /// `latin` is left out where the word is in Latin letters itself; `sentence` says what it is for.
    public init(_ word: String, latin: String? = nil, sentence: String? = nil, say: Wording) {
        self.word = word
        self.latin = latin
        self.sentence = sentence
        self.say = say
    }

    public var html: HTML {
        """
        <div class="codeword"><p class="codeword-label">\(say("markup.codeword.label"))</p>\
        <p class="codeword-word"><bdi>\(word)</bdi>\(latin.map { " <small lang=\"und-Latn\" dir=\"ltr\">\($0)</small>" as HTML })</p>\
        \(sentence.map { "<p class=\"detail\">\($0)</p>" as HTML })</div>

        """
    }
}
