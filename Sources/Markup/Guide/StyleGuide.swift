import Kernel
public import Words

/// The body of `/styleguide`: every component in every state, in the reader's language. Its links lead back to its own top.
public func styleGuide(_ say: Wording) -> HTML {
    let guide = StyleGuide(say: say)
    return """
        <div class="guide"><h1 id="guide">\(say("guide.title"))</h1><p class="lead">\(say("guide.lead"))</p>
        \(guide.foundations)\(guide.mastheads)\(guide.textFields)\(guide.otherFields)\(guide.choices)\(guide.buttons)\(guide.standing)\
        \(guide.said)\(guide.gathered)\(guide.counted)\(guide.board)</div>

        """
}

/// The sections of the style guide, each in a file with its neighbours.
struct StyleGuide {
    let say: Wording

    /// Where the samples lead.
    var top: Anchor { Anchor("guide") }

    func section(_ title: String, _ content: HTML) -> HTML { "<section><h2>\(title)</h2>\(content)</section>\n" }

    /// Samples side by side where there is room.
    func samples(_ pieces: [HTML]) -> HTML {
        "<div class=\"samples\">\(pieces.map { "<div>\($0)</div>" as HTML })</div>"
    }

    var foundations: HTML {
        let colours = [
            ("paper", say("guide.colour.paper")), ("card", say("guide.colour.card")), ("ink", say("guide.colour.ink")),
            ("soft", say("guide.colour.soft")),
            ("spruce", say("guide.colour.spruce")), ("marigold", say("guide.colour.marigold")), ("brick", say("guide.colour.brick")),
            ("sky", say("guide.colour.sky")),
        ]
        let swatches = colours.map { name, meaning in
            """
            <div class="swatch actions"><svg viewBox="0 0 7 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
            <rect width="7" height="4" fill="var(--\(name))"/></svg><span>\(meaning)</span></div>
            """ as HTML
        }
        let type: HTML = """
            <h3>\(say("guide.type.heading"))</h3><p class="lead">\(say("guide.type.lead"))</p><p>\(say("guide.type.text"))</p>\
            <p class="detail">\(say("guide.type.detail"))</p><p><a href="\(href: top)">\(say("guide.type.link"))</a></p>\
            <p>\(Mark())</p>
            """
        return section(say("guide.section.foundations"), "<div class=\"samples\">\(swatches)</div>\(type)")
    }

    var mastheads: HTML {
        let languages = LanguageMenu([(.english, top), (.spanish, top), (.arabic, top)], say: say)
        let asker = Masthead(say("guide.sample.group"), home: top, trailing: "\(languages)\(QuickExit(say: say))")
        let status: HTML = "\(Pill(say("guide.sample.open"), .spruce)) <p>\(say("guide.sample.wait"))</p>"
        let newAsk = ButtonLink(say("guide.sample.newAsk"), to: top, .primary, key: "n", wide: false)
        let board = Masthead(say("guide.sample.group"), home: top, status: status, trailing: newAsk.html)
        let tabs = SwitchTabs(
            label: say("guide.sample.switch"),
            tabs: [.init(say("guide.sample.ask"), top, isCurrent: true), .init(say("guide.sample.offer"), top, isCurrent: false)]
        )
        let radios = SwitchTabs(
            "switch", legend: say("guide.sample.switch"),
            choices: [Choice("ask", say("guide.sample.ask")), Choice("offer", say("guide.sample.offer"))],
            chosen: "offer"
        )
        return section(say("guide.section.mastheads"), "<div class=\"stack\">\(asker)\(board)</div><br>\(samples([tabs.html, radios.html]))")
    }

    var buttons: HTML {
        let kinds: HTML = """
            <div class="stack">\(Button(say("guide.sample.send")))\(Button(say("guide.sample.change"), .secondary, wide: true))\
            \(Button(say("guide.sample.noLonger"), .quiet, wide: true))\(Button(say("guide.sample.burn"), .danger, wide: true))</div>
            """
        let states: HTML = """
            <div class="actions">\(Button(say("guide.sample.offerButton"), key: "1", about: "Amina", wide: false))\
            \(Button(say("guide.sample.offerButton"), .secondary, key: "2", about: "Jo"))\
            \(ButtonLink(say("guide.sample.call"), to: .telephone("+442079460000"), .secondary))\
            \(Button(say("guide.state.disabled"), wide: false, disabled: true))\
            <span class="focused">\(Button(say("guide.state.focus"), .secondary))</span></div><br>\
            <div class="split">\(ButtonLink(say("guide.sample.wrong"), to: top))\(ButtonLink(say("guide.sample.handBack"), to: top))</div>
            """
        // It goes nowhere: its only button cannot be pressed.
        let form = Form(to: top, inline: true, Button(say("guide.state.disabled"), .secondary, disabled: true).html)
        return section(say("guide.section.buttons"), samples([kinds, "\(states)\(form)"]))
    }
}
