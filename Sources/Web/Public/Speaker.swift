/// Who fills a form in, and so whom its questions speak to.
enum Speaker {
    /// Whoever needs or offers something, for themself.
    case neighbour
    /// Somebody who asks for another person: the name is that person's.
    case forSomebody
    /// Somebody of the group, who writes down what a neighbour says: nothing on the form is about whoever types.
    case desk
}
