import Kernel
import Testing

@testable import Sealing

/// Keys on their way between the nodes of an installation.
@Suite struct KeyHandoverTests {
    let scratch = Scratch()

    private func folder(_ name: String) throws -> KeyFolder { try KeyFolder.create(path: scratch.path + "/" + name, today: monday) }
    private func right(_ keys: DayKeys) -> Set<DayKeyProof> { Set(keys.proofs(from: monday)) }

    private func pass(_ from: KeyFolder, to keys: DayKeys, right: Set<DayKeyProof>, from first: Day = monday, through last: Day = monday + 61) throws
        -> Bool
    {
        let run = RunKey()
        let sealed = try KeyHandover.seal(daysOf: from, from: monday, to: run.publicHalf, bound: [1])
        return try keys.take(KeyHandover.open(sealed, by: run, bound: [1]), right: right, from: first, through: last)
    }

    @Test("a node that joins gets all of it: the day keys, the server's key, the half that backups are sealed to; days that have passed stay out")
    func whole() throws {
        let member = try folder("member")
        try member.setRecovery(RecoveryCode.generate().publicHalf)
        let run = RunKey()
        let sealed = try KeyHandover.seal(wholeOf: member, word: [7, 8], to: run.publicHalf, bound: [1])
        #expect(!sealed.holds(member.serverKey.bytes))
        let handover = try KeyHandover.open(sealed, by: run, bound: [1])
        #expect(handover.word == [7, 8])
        let joined = try handover.found(at: scratch.path + "/joined", from: monday + 3)
        #expect(joined.serverKey.bytes == member.serverKey.bytes && joined.recovery == member.recovery)
        #expect(joined.dayKeys.days == (monday + 3)...(monday + 60))
        #expect(try joined.dayKeys.key(for: monday + 9) == member.dayKeys.key(for: monday + 9))
        #expect(throws: SealingFault.keyFileExists(joined.path)) { try handover.found(at: joined.path, from: monday) }
    }

    @Test("it opens for the run that it was sealed to, and for nobody else: not for the same node after a restart")
    func oneRun() throws {
        let member = try folder("member")
        let run = RunKey()
        let sealed = try KeyHandover.seal(daysOf: member, from: monday, to: run.publicHalf, bound: [1])
        #expect(throws: SealingFault.damaged) { try KeyHandover.open(sealed, by: RunKey(), bound: [1]) }
        #expect(throws: SealingFault.damaged) { try KeyHandover.open(sealed, by: run, bound: [2]) }
        let handover = try KeyHandover.open(sealed, by: run, bound: [1])
        #expect(throws: SealingFault.missingKey) { try handover.found(at: scratch.path + "/other", from: monday) }
        var dumped = ""
        dump(run, to: &dumped)
        #expect(dumped.split(separator: "\n").count == 1)
    }

    @Test("only what is missing and right is taken in, and nothing that was dropped comes back")
    func take() throws {
        let (member, other) = (try folder("member"), try folder("other"))
        // Both made keys of the same days; the database knows those of the member.
        let right = right(member.dayKeys)
        #expect(try !pass(member, to: other.dayKeys, right: right), "a key that is here is not written over")
        try other.dayKeys.dropWrong(right, of: [])
        #expect(other.dayKeys.days == monday...(monday + 60), "a key that something may be sealed to stays")
        try other.dayKeys.dropWrong(right, of: self.right(other.dayKeys))
        #expect(other.dayKeys.days == nil)
        try other.dayKeys.drop(through: monday + 1)
        #expect(try pass(member, to: other.dayKeys, right: right, from: monday + 3))
        #expect(other.dayKeys.days == (monday + 3)...(monday + 60))
        #expect(self.right(other.dayKeys).isSubset(of: right))
        let strange = try folder("strange")
        try other.dayKeys.drop(only: monday + 5)
        #expect(try !pass(strange, to: other.dayKeys, right: right))
        #expect(try DayKeys.open(at: other.path + "/day.keys").proofs(from: monday).count == 57)
    }

    @Test("keys of days that are far off are not taken, nor keep this node from making its own; those of passed days are not handed over")
    func days() throws {
        let (member, other) = (try folder("member"), try folder("other"))
        try member.dayKeys.extend(to: monday + 90)
        let right = right(member.dayKeys)
        #expect(try pass(member, to: other.dayKeys, right: right, through: monday + 61))
        #expect(other.dayKeys.days == monday...(monday + 61))
        try other.dayKeys.extend(to: monday + 62)
        #expect(other.dayKeys.has(monday + 62))
        let run = RunKey()
        let sealed = try KeyHandover.seal(daysOf: member, from: monday + 2, to: run.publicHalf, bound: [1])
        try other.dayKeys.drop(only: monday + 1)
        #expect(try !other.dayKeys.take(KeyHandover.open(sealed, by: run, bound: [1]), right: right, from: monday, through: monday + 61))
        // A newer epoch too.
        try member.dayKeys.beginEpoch(today: monday)
        #expect(try pass(member, to: other.dayKeys, right: self.right(member.dayKeys), through: monday + 61))
        #expect(other.dayKeys.epoch == 2 && other.dayKeys.days == monday...(monday + 61))
        try other.dayKeys.extend(to: monday + 62)
        #expect(other.dayKeys.has(monday + 62))
    }

    @Test("a newer epoch becomes the current one and the present one the older, until that is ended")
    func epochs() throws {
        let member = try folder("member")
        let run = RunKey()
        let first = try KeyHandover.open(
            KeyHandover.seal(wholeOf: member, word: [], to: run.publicHalf, bound: [1]), by: run, bound: [1]
        ).found(at: scratch.path + "/joined", from: monday)
        try member.dayKeys.beginEpoch(today: monday)
        #expect(try pass(member, to: first.dayKeys, right: right(member.dayKeys)))
        #expect(first.dayKeys.epoch == 2 && first.dayKeys.olderEpoch == 1)
        #expect(try first.dayKeys.key(for: monday + 4, epoch: 1) == member.dayKeys.key(for: monday + 4, epoch: 1))
        #expect(try first.dayKeys.key(for: monday + 4) == member.dayKeys.key(for: monday + 4))
        try first.dayKeys.endEpoch()
        try member.dayKeys.endEpoch()
        #expect(try !pass(member, to: first.dayKeys, right: right(member.dayKeys)))
        // Whoever missed a burn altogether has nothing left of what it held.
        for _ in 1...2 {
            try member.dayKeys.beginEpoch(today: monday)
            try member.dayKeys.endEpoch()
        }
        #expect(try pass(member, to: first.dayKeys, right: right(member.dayKeys)))
        #expect(first.dayKeys.epoch == 4 && first.dayKeys.olderEpoch == nil)
    }

    @Test("a proof tells two keys apart, binds day and epoch, and is none of the key's bytes")
    func proofs() throws {
        let keys = try folder("member").dayKeys
        let all = keys.proofs(from: monday)
        #expect(Set(all.map(\.proof)).count == 61 && all.allSatisfy { $0.proof.count == 16 })
        let key = try keys.key(for: monday)
        let proof = DayKeyProof(epoch: 1, day: monday, key: key)
        #expect(proof == all.first { $0.day == monday } && !key.bytes.holds(proof.proof))
        #expect(DayKeyProof(epoch: 2, day: monday, key: key).proof != proof.proof)
        #expect(DayKeyProof(epoch: 1, day: monday + 1, key: key).proof != proof.proof)
    }
}
