import Foundation
import Testing

/// Rules on everything that is in the repository, not only on Swift.
@Suite struct RepositoryTests {
    @Test("nothing names a folder of somebody's machine")
    func machinePaths() {
        // Put together here, so that this file does not name one either.
        let folders = ["work", "home", "root", "Users"].map { "/" + $0 + "/" }
        let suspects = Repository.files.filter { file in
            let bytes = Data(file.text.utf8)
            return folders.contains { bytes.range(of: Data($0.utf8)) != nil }
        }
        let offences = suspects.flatMap { file in
            file.lines.enumerated().compactMap { index, line -> String? in
                let named = folders.contains { folder in
                    line.ranges(of: folder).contains { range in
                        guard range.lowerBound > line.startIndex else { return true }
                        let before = line[line.index(before: range.lowerBound)]
                        return !(before.isLetter || before.isNumber || "._-~}$)*/".contains(before))
                    }
                }
                return named ? "\(file.path):\(index + 1)" : nil
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Take the path from an argument, the environment or the place of the file:", offences)))
    }

    @Test("no page, style or script reaches for a third-party origin")
    func thirdPartyOrigins() {
        // Names from which nothing is fetched: a namespace, where the quick exit leads, and addresses that stand for this machine or for an example.
        let harmless = ["www.w3.org", "www.wikipedia.org", "localhost", "127.0.0.1", "[::1]", "example.org", "example.com", "example.net"]
        var offences: [String] = []
        for file in Repository.files where file.path.hasPrefix("Sources/") {
            let lines: [(number: Int, text: String)]
            if file.path.hasSuffix(".swift") {
                lines = file.swift.literals
            } else if [".css", ".js", ".mjs", ".svg", ".html", ".webmanifest", ".json"].contains(where: file.path.hasSuffix) {
                lines = file.lines.enumerated().map { ($0.offset + 1, String($0.element)) }
            } else {
                continue
            }
            for (number, text) in lines {
                for match in text.matches(of: /(?:https?:)?\/\/([A-Za-z0-9\-]+\.[A-Za-z0-9.\-]+)/) {
                    let host = String(match.1)
                    if text.contains("://" + host) || text.contains("\u{22}//" + host) || text.contains("(//" + host), !harmless.contains(host) {
                        offences.append("\(file.path):\(number): \(host)")
                    }
                }
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Serve it from here; no page of ours loads anything from elsewhere:", offences)))
    }

    @Test("every link in the documents leads to a file that is there")
    func links() throws {
        var offences: [String] = []
        for file in Repository.files where file.path.hasSuffix(".md") {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for match in file.text.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
                let target = String(match.1)
                if target.contains("://") || target.hasPrefix("mailto:") { continue }
                let path = folder.isEmpty ? target : folder + "/" + target
                if !Repository.exists(path) { offences.append("\(file.path): \(target)") }
            }
        }
        #expect(offences.isEmpty, Comment(rawValue: advice("Mend the link, or write the file:", offences)))
    }

    @Test("every file and folder that the front documents name in code is there, also those that are named from a module on")
    func namedFiles() {
        var offences: [String] = []
        let modules = Set(ArrowsTests.house.map(\.module))
        var fromModule = 0
        for file in Repository.files where ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].contains(file.path) {
            for match in file.text.matches(of: /`([A-Za-z.]+)(\/[A-Za-z0-9_.+\/\-]*)(?:[ `])/) {
                let path = String(match.1 + match.2)
                if modules.contains(String(match.1)) {
                    fromModule += 1
                    if !Repository.exists("Sources/" + path) { offences.append("\(file.path): \(path)") }
                } else if ["Sources", "Tests", "bin", "docs", ".ci"].contains(match.1), !Repository.exists(path) {
                    offences.append("\(file.path): \(path)")
                }
            }
        }
        #expect(fromModule > 40, "ARCHITECTURE.md follows one ask file by file")
        #expect(offences.isEmpty, Comment(rawValue: advice("The document speaks of something that is not there. Change it with the code:", offences)))
    }

    @Test("the front documents, the licence and the two commands are there")
    func frontDoor() throws {
        for path in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/glossary.md", "docs/requirements.md", "bin/run", "bin/test", ".ci/run"]
        {
            #expect(Repository.exists(path), "\(path) is missing")
        }
        let licence = try #require(Repository.files.first { $0.path == "LICENSE" })
        #expect(licence.text.hasPrefix("                    GNU AFFERO GENERAL PUBLIC LICENSE"))
        #expect(licence.text.utf8.count == 34_523, "LICENSE is the licence's own text, to the letter")
    }

    @Test("every script says what it is for, stops at the first error, and is short")
    func scripts() {
        for file in Repository.files where file.path.hasPrefix("bin/") && file.path.split(separator: "/").count == 2 {
            #expect(file.text.hasPrefix("#!/bin/bash\n# bin/"), "\(file.path): begin with what it is for")
            #expect(file.text.contains("\nset -euo pipefail\n"), "\(file.path): add `set -euo pipefail`")
            #expect(file.lines.count <= 60, "\(file.path): \(file.lines.count) lines; put what is shared into bin/lib")
        }
    }

    @Test("docs/requirements.md claims nothing without a test of that name")
    func requirements() throws {
        let table = try #require(Repository.files.first { $0.path == "docs/requirements.md" })
        let tests = Repository.files.filter { $0.path.hasPrefix("Tests/") && !$0.path.hasPrefix("Tests/HouseTests/") }
        for row in table.lines where row.hasPrefix("| ") && row.contains(/^\| \d+\.\d+ \|/) {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 5 else {
                Issue.record("docs/requirements.md: this row has \(cells.count) cells, not 5: \(row)")
                continue
            }
            let (id, state, missing, proof) = (cells[0], cells[2], cells[3], cells[4])
            #expect(["done", "partly", "not yet"].contains(state), "\(id): the state is done, partly or not yet")
            #expect(state != "partly" || !missing.isEmpty, "\(id) is partly done: say what is missing")
            if state == "not yet" { continue }
            let named = tests.contains { $0.text.contains("\u{22}\(id) ") || $0.text.contains("\u{22}\u{22}\u{22}\(id) ") }
            #expect(named, "\(id) is \(state), but no test has a name that begins with \(id)")
            let proofs = proof.matches(of: /`([^`]+)`/).map { String($0.1) }
            #expect(!proofs.isEmpty, "\(id) is \(state): name the tests that prove it, each in backquotes")
            for name in proofs {
                #expect(name.hasPrefix("\(id) "), "\(id): a proof begins with the ID: \(name)")
                let there = tests.contains { $0.text.contains("\u{22}\(name)\u{22}") || $0.text.contains("\u{22}\u{22}\u{22}\(name)") }
                #expect(there, "\(id): there is no test named \(name)")
            }
        }
    }
}
