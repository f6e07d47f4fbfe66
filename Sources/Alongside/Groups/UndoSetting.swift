public import Kernel
public import Storage

/// Takes back a change of the settings or of roles, within its ten minutes.
public struct UndoSetting: Sendable {
    public let id: ID<Undo>

    public init(_ id: ID<Undo>) { self.id = id }

    /// Throws `.missing` for an undo of another room, `.conflict` when it is too late or was used.
    public func run(_ transaction: any Transaction, in house: House, group: ID<Group>, by actor: Actor) throws {
        let undo = try Undo.take(id, in: house, group: group, transaction)
        let before = UndoText.unpacked(undo.before)
        switch undo.verb {
        case .rulesChanged:
            try actor.must(.setRules)
            if before["words"] != nil { try putBackWords(before, group, transaction) } else { try putBackRules(before, group, transaction) }
        case .categoryChanged:
            try actor.must(.setRules)
            guard var category = try CategoryStore.with(id: undo.subject.named(), in: group, transaction) else { throw Problem.missing() }
            category.put(back: before)
            try CategoryStore.replace(category, in: group, transaction)
        case .zoneChanged:
            try actor.must(.setRules)
            try putBackPlaces(undo.subject, before, house, group, transaction)
        case .roleEnded:
            try actor.must(.invite)
            guard let role = before["role"].flatMap(Role.init) else { throw Problem.missing() }
            try PersonStore.give(role, to: undo.subject.named(), at: house.now, in: group, transaction)
        case .workSettled:
            try actor.must(.setRules)
            let id: ID<Job> = undo.subject.named()
            guard try Jobs.takeBack(id, group: group, in: transaction) else { throw Problem.conflict("problem.work.decided") }
        default:
            throw Problem.missing()
        }
        try History.record(.undone, undo.verb.rawValue, undo.subject, by: actor, in: house, group: group, transaction)
    }

    private func putBackRules(_ before: [String: String], _ id: ID<Group>, _ transaction: any Transaction) throws {
        guard var group = try GroupStore.with(id: id, transaction) else { throw Problem.missing() }
        let present = group
        group.put(back: before)
        if !group.canBeCalled, let problem = try ChangeRules.stranded(present, transaction) { throw problem }
        try GroupStore.update(group, transaction)
    }

    private func putBackWords(_ before: [String: String], _ group: ID<Group>, _ transaction: any Transaction) throws {
        guard let name = before["words"].flatMap(GroupText.Name.init), let language = before["language"].flatMap({ LanguageTag($0) }) else {
            throw Problem.missing()
        }
        if let text = before["text"], !text.isEmpty, let mark = before["mark"].flatMap(GroupText.Mark.init) {
            try GroupTextStore.save(GroupText(name, language, text, mark: mark), in: group, transaction)
        } else {
            try GroupTextStore.remove(name, language, in: group, transaction)
        }
    }

    private func putBackPlaces(
        _ subject: ID<Subject>, _ before: [String: String], _ house: House, _ group: ID<Group>, _ transaction: any Transaction
    ) throws {
        if before["drawing"] != nil {
            try ZoneStore.putBackDrawing(before, in: group, transaction)
        } else if before["sheet"] != nil {
            try GazetteerStore.putBackSheet(before, in: group, transaction)
        } else if let entry = GazetteerEntry(fields: before, id: subject.named()) {
            try GazetteerStore.insert(entry, in: group, transaction)
        } else {
            try ZoneStore.putBack(subject.named(), before, in: group, transaction)
        }
        try GazetteerStore.changed(in: group, transaction)
    }
}
