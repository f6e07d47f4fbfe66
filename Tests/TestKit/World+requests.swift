import Foundation
public import Web

extension World {
    /// Fetches a page: `world.get("/riverside/desk", as: .rosa)`.
    public func get(_ target: String, as member: Member? = nil, language: String = "en") async -> WebResponse {
        let (path, query) = Self.split(target)
        return await around(
            front,
            WebRequest(
                method: .get, path: path, query: query, acceptLanguage: language,
                cookies: member.map { ["alongside": cookie($0)] } ?? [:]
            )
        )
    }

    /// Sends a form. For a member the session's form token is put in; a one-time key is put in unless `fields` has one.
    public func post(_ target: String, _ fields: [(String, String)] = [], as member: Member? = nil, language: String = "en") async -> WebResponse {
        let (path, query) = Self.split(target)
        var fields = fields
        if let member, !fields.contains(where: { $0.0 == "form-token" }) { fields.append(("form-token", FormToken.of(cookie(member)))) }
        if !fields.contains(where: { $0.0 == "once" }) { fields.append(("once", FormToken.once(house))) }
        return await around(
            front,
            WebRequest(
                method: .post, path: path, query: query, contentType: "application/x-www-form-urlencoded", acceptLanguage: language,
                cookies: member.map { ["alongside": cookie($0)] } ?? [:], body: FormToken.encode(fields)
            )
        )
    }

    /// Sends a form as it stands on a page that was fetched: hidden fields and what is filled in, with `fields` put over it.
    public func send(_ page: WebResponse, form index: Int = 0, _ fields: [(String, String)] = [], as member: Member? = nil) async -> WebResponse {
        let forms = PageForm.all(in: page.text)
        guard index < forms.count else { return WebResponse(status: 599, body: Array("no such form on the page".utf8)) }
        let names = Set(fields.map(\.0))
        return await post(forms[index].action, forms[index].fields.filter { !names.contains($0.0) } + fields, as: member)
    }

    /// Fetches the page a redirect leads to.
    public func follow(_ response: WebResponse, as member: Member? = nil) async -> WebResponse {
        guard let location = response.header("location") else { return response }
        return await get(location, as: member)
    }

    private static func split(_ target: String) -> (String, [String: String]) {
        let bare = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let halves = bare.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var query: [String: String] = [:]
        for pair in halves.count > 1 ? halves[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            query[sides[0].removingPercentEncoding ?? ""] = sides.count > 1 ? sides[1].removingPercentEncoding ?? "" : ""
        }
        return (String(halves[0]).removingPercentEncoding ?? "", query)
    }
}
