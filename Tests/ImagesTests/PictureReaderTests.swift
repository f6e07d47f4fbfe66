import Kernel
import Testing

@testable import Images

@Suite struct PictureReaderTests {
    private let reader = PictureReader(executable: Pictures.program)

    @Test("a picture passes through a process of its own", arguments: ["quadrants.png", "quadrants.webp", "quadrants.heic", "quadrants.avif"])
    func passes(name: String) async throws {
        let prepared = try await reader.prepare(Pictures.fixture(name))
        #expect(try Pictures.quarters(prepared.jpeg) == [0, 1, 2, 3])
        #expect(prepared.likeness.count == Likeness.size)
        let here = try PictureWorker.prepare(Pictures.fixture(name))
        #expect(prepared == here)
    }

    @Test("twelve megapixels pass inside the limits")
    func large() async throws {
        let prepared = try await reader.prepare(some(Pictures.quadrants(width: 4_000, height: 3_000).jpeg(quality: 80)))
        #expect(prepared.width == 1_600 && prepared.height == 1_200)
    }

    @Test("each refusal has its own words")
    func refusals() async throws {
        await #expect(throws: Problem(.invalid, "problem.picture.kind")) { try await reader.prepare(Pictures.fixture("quadrants.gif")) }
        await #expect(throws: Problem(.invalid, "problem.picture.big", ["megabytes": "20", "megapixels": "40"])) {
            try await reader.prepare([UInt8](repeating: 0xFF, count: PictureLimits.inputBytes + 1))
        }
        await #expect(throws: Problem(.invalid, "problem.picture.big", ["megabytes": "20", "megapixels": "40"])) {
            try await reader.prepare(Pictures.bomb(width: 20_000, height: 20_000))
        }
        await #expect(throws: Problem(.invalid, "problem.picture.broken")) { try await reader.prepare(Pictures.bomb(width: 100, height: 100)) }
    }

    @Test("the worker itself refuses a bomb, with no more than 100 MB to spend")
    func bomb() {
        let outcome = Child.run(
            "/bin/sh", ["-c", "ulimit -d 100000; exec \"$0\" \(PictureWorker.subcommand)", Pictures.program],
            input: Pictures.bomb(width: 30_000, height: 30_000), outputLimit: 1_000, milliseconds: 15_000
        )
        #expect(outcome.end == .exited(PictureRefusal.big.rawValue))
    }

    @Test("damaged pictures end their own process at worst")
    func damaged() async throws {
        let random = SeededRandomness(seed: 7)
        let names = ["quadrants.png", "quadrants.webp", "quadrants.heic", "quadrants.avif"]
        for round in 0..<16 {
            var bytes = try Pictures.fixture(names[round % 4])
            for _ in 0..<4 { bytes[40 + random.below(bytes.count - 40)] = UInt8(random.below(256)) }
            do {
                _ = try await reader.prepare(bytes)
            } catch {
                #expect(error.kind == .invalid)
            }
        }
    }

    @Test("a worker that does not answer is stopped")
    func silent() async {
        let silent = PictureReader(executable: "/usr/bin/tail", arguments: ["-f", "/dev/null"], patience: .init(milliseconds: 100))
        await #expect(throws: Problem(.busy, "problem.picture.busy")) { try await silent.prepare(Pictures.fixture("quadrants.png")) }
    }

    @Test("a worker that never stops talking, lies, or is not there is no picture")
    func liars() async {
        let talker = PictureReader(executable: "/usr/bin/yes", arguments: [], patience: .seconds(15))
        await #expect(throws: Problem(.invalid, "problem.picture.broken")) { try await talker.prepare(Pictures.fixture("quadrants.png")) }
        let liar = PictureReader(executable: "/bin/cat", arguments: [], patience: .seconds(15))
        await #expect(throws: Problem(.invalid, "problem.picture.broken")) { try await liar.prepare(Pictures.fixture("quadrants.png")) }
        let missing = PictureReader(executable: "/nonexistent", arguments: [], patience: .seconds(15))
        await #expect(throws: Problem(.broken, "problem.picture.busy")) { try await missing.prepare(Pictures.fixture("quadrants.png")) }
    }

    @Test("a child sees no descriptor but its own three, and none of our environment")
    func closed() {
        let list = Child.run("/bin/ls", ["/proc/self/fd"], input: [], outputLimit: 1_000, milliseconds: 15_000)
        // The fourth is the folder that it reads.
        #expect(String(decoding: list.output, as: UTF8.self).split(separator: "\n") == ["0", "1", "2", "3"])
        let environment = Child.run("/usr/bin/env", [], input: [], outputLimit: 1_000, milliseconds: 15_000)
        #expect(!String(decoding: environment.output, as: UTF8.self).contains("PATH=/"))
    }

    @Test("two are let in at a time, in order, and no crowd waits")
    func turnstile() async {
        let turnstile = Turnstile(places: 2, room: 1)
        #expect(await turnstile.enter())
        #expect(await turnstile.enter())
        async let third = turnstile.enter()
        while await turnstile.waitingCount == 0 { await Task.yield() }
        #expect(await turnstile.enter() == false)
        await turnstile.leave()
        #expect(await third)
        await turnstile.leave()
        #expect(await turnstile.enter())
    }
}
