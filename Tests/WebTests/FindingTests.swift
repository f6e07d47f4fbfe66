import Alongside
import Kernel
import TestKit
import Testing
import Web

/// What search engines may list.
@Suite struct FindingTests {
    private static let refusal = "none"

    @Test(
        "what a neighbour looks for may be found",
        arguments: [
            "/", "/riverside", "/riverside?in=ar", "/riverside/ask", "/riverside/offer", "/riverside/crisis", "/riverside/books",
            "/riverside/who-sees-what",
        ])
    func found(_ path: String) async throws {
        let page = try await World().get(path)
        #expect([200, 303].contains(page.status) && page.header("x-robots-tag") == nil, "\(path): \(page.status)")
    }

    @Test("private links, the desk and signing in ask search engines to stay away, and so does every page of a problem")
    func notFound() async throws {
        let scene = try await HelperScene()
        for path in [
            scene.task, scene.mine, "/riverside/sign-in", "/riverside/desk", "/riverside/l/unknown", "/styleguide", "/nowhere", "/nowhere/ask",
        ] {
            let page = await scene.world.get(path)
            #expect(page.header("x-robots-tag") == Self.refusal, "\(path): \(page.status)")
        }
        for path in ["/riverside/desk", "/riverside/desk/send", "/riverside/desk/settings", "/riverside/desk/asks/\(scene.ask.text)"] {
            let page = await scene.world.get(path, as: .rosa)
            #expect(page.status == 200 && page.header("x-robots-tag") == Self.refusal, "\(path): \(page.status)")
        }
    }
}
