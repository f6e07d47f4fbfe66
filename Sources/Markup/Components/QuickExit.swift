public import Words

/// Leaves at once for a page that says nothing, and leaves no way back to this one. A plain link; `quick-exit.js` makes it replace the
/// page in the browser's history and adds pressing Escape three times.
public struct QuickExit: Component {
    var target: OutsideLink
    var say: Wording

    /// The neutral page should be one that anybody could have open.
    public init(to target: OutsideLink = .web("https://www.wikipedia.org/"), say: Wording) {
        self.target = target
        self.say = say
    }

    public var html: HTML {
        """
        <a class="leave" href="\(href: target)" rel="noreferrer nofollow" data-leave title="\(say("markup.leave.hint"))">\(say("markup.leave"))</a>
        """
    }
}
