extension MessageWords {
    /// With the link of the text beginning with this address. The words are sealed when they are written and read when somebody sends them: meanwhile
    /// the installation may have got another address, or been restored elsewhere. What was typed by people stays as it is.
    func leading(to address: String) -> MessageWords {
        guard let link, let path = text.firstRange(of: "/l/\(link)"), let slash = text[..<path.lowerBound].lastIndex(of: "/") else { return self }
        // The group's part stands between: the last scheme before it is where the link begins.
        let starts = ["https://", "http://"].compactMap { text[..<slash].ranges(of: $0).last?.lowerBound }
        guard let start = starts.max() else { return self }
        var words = self
        words.text.replaceSubrange(start..<slash, with: address)
        return words
    }
}
