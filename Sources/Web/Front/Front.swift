public import Alongside
import Foundation
public import Images
import Kernel
import Markup
import Sealing
import Storage
import Words

/// The front of the house: it reads the address, finds out who is there, asks whether they may, and lets the page or form do its part.
public struct Front: Sendable {
    let house: House
    let assets: Assets
    let pictures: PictureReader
    let readiness: Readiness
    /// Called with what was our fault, without anything of the request in it.
    let onBroken: @Sendable (any Error) -> Void

    public init(
        house: House, assets: Assets, pictures: PictureReader = PictureReader(), readiness: Readiness = Readiness(),
        onBroken: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.house = house
        self.assets = assets
        self.pictures = pictures
        self.readiness = readiness
        self.onBroken = onBroken
    }

    /// How many bytes a body may have at this address: pictures and sheets are larger than words.
    public static func mostBytes(at path: String) -> Int {
        guard case .group(_, let site)? = Site(path: path) else { return 1 << 20 }
        return switch site {
        case .link(_, .done), .desk(.matchDo(_, .deliver)): 22 << 20
        case .desk(.importPreview), .desk(.imports), .desk(.zonesImport), .desk(.placesImport): 32 << 20
        default: 1 << 20
        }
    }

    /// The whole way of a request. It never throws: whatever happens has a page.
    public func answer(_ request: WebRequest) async -> WebResponse {
        let site = Site(path: request.path, query: request.query)
        var response = await respond(to: request, at: site)
        response.route = site?.kind
        if site?.mayBeFound != true || response.status >= 400 { response.headers.append(Self.notToBeFound) }
        return response
    }

    private func respond(to request: WebRequest, at site: Site?) async -> WebResponse {
        guard let site else { return await problemPage(.missing(), request, nil) }
        if let fixed = fixed(site, request) { return fixed }
        if site == .ready, request.method == .get || request.method == .head { return await ready() }
        do {
            switch request.method {
            case .get, .head: return try await show(site, request)
            case .post: return try await act(site, request)
            case .other: return notAllowed(site)
            }
        } catch {
            return await problemPage(problem(from: error), request, site)
        }
    }

    // MARK: Reading

    private func show(_ site: Site, _ request: WebRequest) async throws -> WebResponse {
        let page = site.page
        let download = site.download
        guard page != nil || download != nil else {
            guard let nearest = site.nearestPage else { return notAllowed(site) }
            return redirect(Here(nearest, language: request.query["in"].flatMap { LanguageTag($0) }))
        }
        enum Shown: Sendable {
            case sheet(Visit, @Sendable () -> Sheet)
            case file(Visit, type: String, name: String?, bytes: [UInt8])
            case away(Here)
        }
        let shown: Shown = try await read(site, request) { connection in
            let visit = try enter(site, request, connection)
            try site.access.check(visit)
            if let download {
                let file = try download.load(visit, connection)
                return .file(visit, type: file.type, name: file.name, bytes: file.bytes)
            }
            guard let page else { throw Problem.missing() }
            return .sheet(visit, try page.prepare(visit, connection))
        }
        switch shown {
        case .sheet(let visit, let draw):
            try await noteSession(visit)
            return response(draw(), visit)
        case .away(let here): return redirect(here)
        case .file(let visit, let type, let name, let bytes):
            if request.method == .get, let noted = download as? any NotedDownload { try await noted.note(visit) }
            return file(type, name, bytes)
        }
    }

    /// What everybody sees alike is read from a replica, which may be some seconds behind, by whoever is nobody to us: nothing of theirs can be missing
    /// from it. A group that is not there may just have been founded.
    private func read<Shown: Sendable>(
        _ site: Site, _ request: WebRequest, _ body: @escaping @Sendable (any Connection) throws -> Shown
    ) async throws -> Shown {
        if let replica = house.replica, site.isForEverybody, request.cookies["alongside"] == nil {
            do { return try await replica.read(body) } catch let problem as Problem where problem.kind == .missing {}
        }
        return try await house.database.read(body)
    }

    /// The first page of a day moves the day on which a session was last used: all that is known of it beside when it began.
    private func noteSession(_ visit: Visit) async throws {
        guard let session = visit.session, let group = visit.knownGroup, session.lastDay < visit.now.day else { return }
        do {
            try await house.database.write { transaction in
                try SessionStore.seen(session.id, on: visit.now.day, in: group.id, transaction)
            }
        } catch let problem as Problem where problem.key == "problem.clock.behind" {
            // Pages can still be read, above all the one that says so.
        }
    }

    // MARK: Doing

    private func act(_ site: Site, _ request: WebRequest) async throws -> WebResponse {
        guard let action = site.action else { return notAllowed(site) }
        let visit = try await house.database.read { connection in
            let visit = try enter(site, request, connection)
            try site.access.check(visit)
            return visit
        }
        let form = try Submission.decode(request)
        try checkSender(form, visit)
        do {
            switch try await action.perform(form, visit) {
            case .go(let here): return redirect(here)
            case .page(let page): return try await drawDone(page, visit)
            case .file(let type, let name, let bytes): return file(type, name, bytes)
            case .signIn(let here, let cookie):
                var response = redirect(here)
                response.headers.append(("set-cookie", self.cookie(cookie, at: here)))
                return response
            }
        } catch {
            let problem = problem(from: error)
            guard let again = action.again(form, problem, visit), problem.kind != .broken, problem.kind != .missing else { throw problem }
            do {
                return try await draw(again, visit, status: problem.kind.status)
            } catch {
                // What became of the form is what counts, not why the form cannot be shown again: else a write of which nobody knows whether it is
                // there would be called not saved.
                onBroken(error)
                throw problem
            }
        }
    }

    /// The page that answers a form. What the form did is done; where the page cannot be drawn, nobody is told that nothing was saved.
    private func drawDone(_ page: any Page, _ visit: Visit) async throws -> WebResponse {
        do {
            return try await draw(page, visit, status: nil)
        } catch StorageFault.unavailable, StorageFault.damaged {
            throw StorageFault.unknown
        }
    }

    private func draw(_ page: any Page, _ visit: Visit, status: Int?) async throws -> WebResponse {
        let draw = try await house.database.read { connection in try page.prepare(visit, connection) }
        var sheet = draw()
        if let status {
            sheet.status = status
            sheet.content = QuestionNames.filled(sheet.content)
        }
        return response(sheet, visit)
    }

    /// Another site cannot send a form in a signed-in person's name: the browser's word on where it comes from, and a token of the session.
    private func checkSender(_ form: Submission, _ visit: Visit) throws {
        if let from = visit.request.fetchSite, from == "cross-site" { throw Problem(.forbidden, "problem.form.elsewhere") }
        guard let token = visit.formToken, case .member = visit.actor else { return }
        guard Digest.equal(Array(token.utf8), Array(form["form-token"].utf8)) else { throw Problem(.forbidden, "problem.form.expired") }
    }

    // MARK: Who is there

    func enter(_ site: Site, _ request: WebRequest, _ connection: any Connection) throws -> Visit {
        var group: Group?
        var actor = Actor.visitor
        var link: (PrivateLink, LinkToken)?
        var session: (ID<Session>, LinkToken, Day)?
        var own: LanguageTag?
        var counts: DeskCounts?
        var news: DeskNews?
        if case .group(let slug, let page) = site {
            guard let found = try GroupStore.named(slug, connection) else { throw Problem.missing() }
            group = found
            if case .link(let text, _) = page {
                guard let token = LinkToken(text: text), let held = try LinkStore.with(hash: token.hash, in: found.id, connection) else {
                    throw Problem.missing("problem.link.unknown")
                }
                guard held.isOpen(at: house.now) else { throw Problem.missing("problem.link.ended") }
                link = (held, token)
                actor = .link(held.id, held.purpose, person: held.person)
                own = try Visit.language(of: held, in: found, connection)
            } else if let text = request.cookies["alongside"], let token = LinkToken(text: text),
                let held = try SessionStore.with(hash: token.hash, at: house.now, in: found.id, connection)
            {
                session = (held.id, token, held.lastDay)
                actor = .member(held.person, roles: try PersonStore.roles(of: held.person, in: found.id, connection))
                own = held.language
                if case .desk = page {
                    counts = try DeskCounts.load(found, for: held.person, house.now, connection)
                    news = try DeskNews.load(for: actor, in: found.id, house.now, connection)
                }
            }
        }
        let chosen = request.query["in"].flatMap { LanguageTag($0) }.flatMap { tag in
            house.catalogs.languages.contains(tag) ? tag : nil
        }
        // A page speaks the reader's language wherever there is a catalog, whatever languages the group has listed.
        let language =
            chosen ?? own.flatMap { house.catalogs.speaks($0) ? $0 : nil }
            ?? house.catalogs.best(for: request.acceptLanguage, first: group?.languages ?? [])
        return Visit(
            house: house, site: site, request: request, knownGroup: group, actor: actor, link: link.map { ($0.0, $0.1) },
            session: session.map { ($0.0, $0.1, $0.2) }, say: house.catalogs.wording(language, country: group?.country),
            languageChosen: chosen != nil, counts: counts,
            news: news,
            once: OnceKey.random(by: house.random), now: house.now, assets: assets,
            pictures: pictures
        )
    }

    /// A session belongs to one group: the one that the answer leads to.
    private func cookie(_ token: String?, at here: Here) -> String {
        var path = "/"
        if case .group(let slug, _) = here.site { path += slug }
        let secure = house.publicURL.hasPrefix("https:") ? "; Secure" : ""
        let age = token == nil ? "; Max-Age=0" : "; Max-Age=\(SessionStore.days * 86_400)"
        return "alongside=\(token ?? "")\(age); Path=\(path); HttpOnly; SameSite=Lax\(secure)"
    }
}
