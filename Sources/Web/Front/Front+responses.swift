import Alongside
import Kernel
import Markup
import Sealing
import Storage
import Words

extension Front {
    /// On every page: nothing from elsewhere, nothing kept, nothing told to the next site.
    static let safety: [(name: String, value: String)] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'"
        ),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "geolocation=(), camera=(), microphone=()"),
    ]

    /// To search engines, on every page that is not everybody's (`Site.mayBeFound`): neither to be listed nor to be followed.
    static let notToBeFound = (name: "x-robots-tag", value: "none")

    func response(_ sheet: Sheet, _ visit: Visit) -> WebResponse {
        let html = Shell.draw(sheet, visit)
        return WebResponse(
            status: sheet.status,
            headers: Self.safety + [
                ("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"), ("content-language", visit.say.language.text),
            ] + (sheet.refreshAfter.map { [("refresh", String($0))] } ?? []),
            body: html.bytes
        )
    }

    /// A picture, or with a name a file to be saved.
    func file(_ type: String, _ name: String?, _ bytes: [UInt8]) -> WebResponse {
        let saved = name.map { [(name: "content-disposition", value: "attachment; filename=\"\($0)\"")] } ?? []
        return WebResponse(status: 200, headers: Self.safety + [("content-type", type), ("cache-control", "no-store")] + saved, body: bytes)
    }

    func redirect(_ here: Here) -> WebResponse {
        WebResponse(status: 303, headers: Self.safety + [("location", here.encoded), ("cache-control", "no-store")])
    }

    func notAllowed(_ site: Site) -> WebResponse {
        var methods: [String] = []
        if site.page != nil || site.download != nil { methods += ["GET", "HEAD"] }
        if site.action != nil { methods.append("POST") }
        return WebResponse(
            status: 405, headers: Self.safety + [("allow", methods.joined(separator: ", ")), ("content-type", "text/plain")], body: [])
    }

    /// What needs no database: assets, the icon, the health of the process.
    func fixed(_ site: Site, _ request: WebRequest) -> WebResponse? {
        guard request.method == .get || request.method == .head else { return nil }
        switch site {
        case .asset(let name): return asset(name, request)
        case .favicon: return asset("favicon.svg", request)
        case .health:
            return WebResponse(status: 200, headers: [("content-type", "text/plain"), ("cache-control", "no-store")], body: Array("ok\n".utf8))
        default: return nil
        }
    }

    private func asset(_ name: String, _ request: WebRequest) -> WebResponse {
        guard let asset = assets[name] else { return WebResponse(status: 404, headers: Self.safety, body: []) }
        let tag = "\"\(asset.tag)\""
        let kept = request.query["v"] == asset.tag ? "public, max-age=31536000, immutable" : "no-cache"
        let headers = Self.safety + [("content-type", asset.type), ("cache-control", kept), ("etag", tag)]
        if request.ifNoneMatch == tag { return WebResponse(status: 304, headers: headers) }
        return WebResponse(status: 200, headers: headers, body: asset.bytes)
    }

    /// Every error as a problem. What is not one of ours is our fault and is told to the log, without a word of the request.
    func problem(from error: any Error) -> Problem {
        switch error {
        case let problem as Problem:
            if problem.kind == .broken { onBroken(problem) }
            return problem
        case StorageFault.full:
            onBroken(error)
            return Problem(.busy, "problem.disk.full")
        case StorageFault.unavailable:
            onBroken(error)
            return Problem(.busy, "problem.database.away")
        case StorageFault.damaged:
            onBroken(error)
            return Problem(.busy, "problem.database.damaged")
        case StorageFault.unknown:
            onBroken(error)
            return Problem(.busy, "problem.database.unknown")
        case is CancellationError:
            return Problem(.busy, "problem.busy")
        default:
            onBroken(error)
            return Problem(.broken, "problem.broken")
        }
    }

    /// A page for when nothing can be read at all, not even which group this is. Back in their browser, whoever sent a form has all of it still.
    private func awayPage(_ problem: Problem, _ request: WebRequest) -> WebResponse {
        let problem = problem.kind == .busy ? problem : Problem(.busy, "problem.database.away")
        let chosen = request.query["in"].flatMap { LanguageTag($0) }.flatMap { house.catalogs.languages.contains($0) ? $0 : nil }
        let say = house.catalogs.wording(chosen ?? house.catalogs.best(for: request.acceptLanguage))
        let title = say("problem.title.busy")
        let page = Document(
            title: title, styles: [assets.link("alongside.css")], icon: assets.link("favicon.svg"),
            masthead: Masthead(
                say("front.name"), home: Here(.home, language: chosen),
                // Not on the answer to a form: in another language what was sent would be gone.
                trailing: HTML.when(request.method != .post) {
                    LanguageMenu(house.catalogs.languages.map { ($0, SameAddress(in: $0)) }, say: say).html
                }
            ).html, say: say,
            content: "<h1>\(title)</h1><p class=\"lead\">\(say.text(of: problem))</p>"
        )
        return WebResponse(
            status: problem.kind.status,
            headers: Self.safety + [
                ("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"), ("content-language", say.language.text),
                ("retry-after", "10"),
            ],
            body: page.html.bytes
        )
    }

    /// A page for a problem that no form shows: it says what happened and where to go on. Somebody who is not signed in is led to sign in; a page
    /// that one may not know of looks like one that is not there.
    func problemPage(_ problem: Problem, _ request: WebRequest, _ site: Site?) async -> WebResponse {
        let visit = try? await house.database.read { connection in
            var calm = site ?? .home
            if case .group(let slug, .link) = calm { calm = .group(slug, .welcome) }
            do { return try enter(calm, request, connection) } catch { return try enter(.home, request, connection) }
        }
        guard var visit else { return awayPage(problem, request) }
        visit.isProblem = true
        if problem.kind == .forbidden, case .visitor = visit.actor, let group = visit.knownGroup, request.method == .get,
            case .group(_, .desk)? = site
        {
            return redirect(Here(.group(group.slug, .signIn), language: visit.languageChosen ? visit.say.language : nil))
        }
        return response(ProblemPage.sheet(problem, visit), visit)
    }
}

extension Problem.Kind {
    /// The status of an answer.
    var status: Int {
        switch self {
        case .missing: 404
        case .forbidden: 403
        case .conflict: 409
        case .invalid: 422
        case .busy: 503
        case .broken: 500
        }
    }
}

extension Access {
    /// Throws when this visit may not. A link of another kind is a page that is not there.
    func check(_ visit: Visit) throws {
        switch self {
        case .anyone: return
        case .link(let purposes):
            guard let link = visit.link, purposes.contains(link.link.purpose) else { throw Problem.missing() }
        case .ability(let ability): try visit.actor.must(ability)
        case .abilities(let abilities): for ability in abilities { try visit.actor.must(ability) }
        case .member:
            guard case .member = visit.actor else { throw Problem.forbidden() }
        }
    }
}
