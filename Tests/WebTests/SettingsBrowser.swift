import Alongside
import App
import Foundation
import Kernel
import Sealing
import Storage
import TestKit
import Web

/// A new installation without any group, as `serve` leaves it on an empty folder.
final class EmptyHouse: Sendable {
    let folder: String
    let open: OpenHouse
    let front: Front
    let time = MovableTime(World.start)
    let setUp = LinkToken.random()

    var database: any Database { open.house.database }

    init(publicURL: String = "https://help.example.org") async throws {
        folder = TestFolder.fresh("empty")
        open = try await OpenHouse.open(
            DataFolder(folder + "/data"), publicURL: publicURL, time: time.source, random: SeededRandomness(seed: 9)
        )
        front = Front(house: open.house, assets: try Assets.load())
        let setUp = setUp
        try await open.house.database.write { transaction in try SetUpStore.open(setUp, transaction) }
    }

    deinit {
        try? open.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// One browser: it keeps its cookie, and sends forms as they stand on the page it has open.
final class SettingsBrowser {
    private let front: Front
    private let language: String
    private(set) var cookie: String?
    private(set) var page = WebResponse(status: 0)

    init(_ front: Front, language: String = "en", cookie: String? = nil) {
        self.front = front
        self.language = language
        self.cookie = cookie
    }

    var text: String { page.text }

    /// The hosts of whole addresses are left out.
    @discardableResult
    func open(_ address: String) async -> WebResponse {
        let (path, query) = Self.split(address)
        page = await front.answer(
            WebRequest(method: .get, path: path, query: query, acceptLanguage: language, cookies: cookie.map { ["alongside": $0] } ?? [:])
        )
        return page
    }

    /// Sends the form that has a field of this name, and follows where it leads.
    @discardableResult
    func send(formWith name: String, _ fields: [(String, String)], follow: Bool = true) async -> WebResponse {
        guard let form = PageForm.all(in: page.text).first(where: { $0.names.contains(name) }) else {
            page = WebResponse(status: 599, body: Array("no form with \(name) on the page: \(page.text)".utf8))
            return page
        }
        return await send(form, fields, follow: follow)
    }

    @discardableResult
    func send(_ form: PageForm, _ fields: [(String, String)], follow: Bool = true) async -> WebResponse {
        let over = Set(fields.map(\.0))
        let all = form.fields.filter { !over.contains($0.0) } + fields
        let (path, query) = Self.split(form.action)
        let response = await front.answer(
            WebRequest(
                method: .post, path: path, query: query, contentType: "application/x-www-form-urlencoded", acceptLanguage: language,
                cookies: cookie.map { ["alongside": $0] } ?? [:], body: Self.encoded(all)
            )
        )
        return await take(response, follow: follow)
    }

    /// Sends a form with a file.
    @discardableResult
    func upload(formWith name: String, file: [UInt8], _ fields: [(String, String)] = []) async -> WebResponse {
        guard let form = PageForm.all(in: page.text).first(where: { $0.names.contains(name) }) else { return WebResponse(status: 599) }
        var body: [UInt8] = []
        for (key, value) in form.fields + fields {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"f\"\r\nContent-Type: text/plain\r\n\r\n".utf8) + file
        body += Array("\r\n--edge--\r\n".utf8)
        let response = await front.answer(
            WebRequest(
                method: .post, path: Self.split(form.action).0, contentType: "multipart/form-data; boundary=edge", acceptLanguage: language,
                cookies: cookie.map { ["alongside": $0] } ?? [:], body: body
            )
        )
        return await take(response, follow: true)
    }

    private func take(_ response: WebResponse, follow: Bool) async -> WebResponse {
        if let set = response.header("set-cookie") {
            let value = set.drop { $0 != "=" }.dropFirst().prefix { $0 != ";" }
            cookie = value.isEmpty ? nil : String(value)
        }
        guard follow, let location = response.header("location") else {
            page = response
            return response
        }
        return await open(location)
    }

    /// The first whole link on the page that contains `part`, without its host.
    func address(containing part: String) -> String? {
        guard
            let hit = text.range(
                of: "https://help.example.org[^\\s<\"]*\(NSRegularExpression.escapedPattern(for: part))[^\\s<\"\u{2066}-\u{2069}]*",
                options: .regularExpression)
        else { return nil }
        return String(text[hit]).replacingOccurrences(of: "https://help.example.org", with: "").replacingOccurrences(of: "&amp;", with: "&")
    }

    private static func split(_ target: String) -> (String, [String: String]) {
        let bare = target.prefix { $0 != "#" }
        let halves = bare.split(separator: "?", maxSplits: 1)
        var query: [String: String] = [:]
        for pair in halves.count > 1 ? halves[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            query[sides[0]] = sides.count > 1 ? sides[1] : ""
        }
        return (String(halves.first ?? "/").removingPercentEncoding ?? "/", query)
    }

    private static func encoded(_ fields: [(String, String)]) -> [UInt8] {
        var plain = CharacterSet.alphanumerics
        plain.insert(charactersIn: "-._~")
        func percent(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
        return Array(fields.map { "\(percent($0.0))=\(percent($0.1))" }.joined(separator: "&").utf8)
    }
}
