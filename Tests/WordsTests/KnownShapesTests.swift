import Testing

@testable import Words

@Suite struct KnownShapesTests {
    @Test("however many tags come from outside, what is used stays known, and the rest is dropped")
    func kept() {
        var shapes = KnownShapes()
        let used = shapes.shape(for: "es", clock: "es_MX")
        for number in 0..<5_000 {
            _ = shapes.shape(for: "en_\(number)", clock: "en_\(number)")
            #expect(shapes.shape(for: "es", clock: "es_MX") === used)
        }
        #expect(shapes.count <= 2 * KnownShapes.most)
    }

    @Test("every language in every country there is fits at once")
    func fits() {
        var shapes = KnownShapes()
        let names = (0..<240).map { "en_\($0)" }
        let first = names.map { shapes.shape(for: "en", clock: $0) }
        let again = names.map { shapes.shape(for: "en", clock: $0) }
        #expect(zip(first, again).allSatisfy { $0 === $1 })
    }
}
