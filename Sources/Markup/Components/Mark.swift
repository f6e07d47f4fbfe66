/// The mark: two leaning strokes, side by side, like two people walking. Decoration; the group's name stands beside it.
public struct Mark: Component {
    public init() {}

    public var html: HTML {
        """
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6.6 19.2 10.2 7M14 19.2 18.2 4.6"/></svg>
        """
    }
}
