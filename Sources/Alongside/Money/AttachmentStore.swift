import Kernel
import Sealing
import Storage

/// The SQL of attachments.
enum AttachmentStore {
    /// Writes one picture in pieces. Each piece is bound to the attachment, its kind, its number and how many there are: none can be left out,
    /// swapped or moved.
    static func insert(
        _ bytes: [UInt8], _ kind: Attachment.Kind, of id: ID<Attachment>, subject: ID<Subject>, key: SealingKey, in group: ID<Group>,
        _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO attachment (group_id, attachment_id, subject_id, kind, length) VALUES ($1, $2, $3, $4, $5)",
            [group.stored, id.stored, subject.stored, Value(kind), Value(bytes.count)]
        )
        try insertPieces(bytes, kind, of: id, key: key, in: group, transaction)
    }

    /// The pieces of a picture whose row is there.
    static func insertPieces(
        _ bytes: [UInt8], _ kind: Attachment.Kind, of id: ID<Attachment>, key: SealingKey, in group: ID<Group>, _ transaction: any Transaction
    ) throws {
        let count = chunks(of: bytes.count)
        for number in 0..<count {
            let part = Array(bytes[number * Attachment.chunk..<min(bytes.count, (number + 1) * Attachment.chunk)])
            let sealed = Seal.seal(part, under: key, bound: binding(id, kind, number, of: count, in: group))
            try transaction.execute(
                "INSERT INTO attachment_chunk (group_id, attachment_id, kind, number, sealed) VALUES ($1, $2, $3, $4, $5)",
                [group.stored, id.stored, Value(kind), Value(number), .bytes(sealed)]
            )
        }
    }

    /// Every picture of a group, with the subject under whose key it is.
    static func all(in group: ID<Group>, _ connection: any Connection) throws -> [(id: ID<Attachment>, kind: Attachment.Kind, subject: ID<Subject>)] {
        try connection.all(
            "SELECT attachment_id, kind, subject_id FROM attachment WHERE group_id = $1 ORDER BY attachment_id, kind", [group.stored]
        ) { (try $0.id(0), try $0.choice(1), try $0.id(2)) }
    }

    /// The picture whole; `problem.missing` when there is none.
    static func bytes(
        _ kind: Attachment.Kind, of id: ID<Attachment>, key: SealingKey, in group: ID<Group>, _ connection: any Connection
    ) throws -> [UInt8] {
        guard
            let length = try connection.number(
                "SELECT length FROM attachment WHERE group_id = $1 AND attachment_id = $2 AND kind = $3", [group.stored, id.stored, Value(kind)]
            )
        else { throw Problem.missing() }
        let count = chunks(of: length)
        var out: [UInt8] = []
        out.reserveCapacity(length)
        var number = 0
        try connection.forEach(
            "SELECT sealed FROM attachment_chunk WHERE group_id = $1 AND attachment_id = $2 AND kind = $3 ORDER BY number",
            [group.stored, id.stored, Value(kind)]
        ) { row in
            out += try Seal.open(row.bytes(0), under: key, bound: binding(id, kind, number, of: count, in: group))
            number += 1
        }
        guard number == count, out.count == length else { throw SealingFault.damaged }
        return out
    }

    /// Every piece of every picture, with what it is bound to.
    static func cells(in group: ID<Group>, _ connection: any Connection) throws -> [SealedCell] {
        try connection.all(
            """
            SELECT attachment.subject_id, piece.attachment_id, piece.kind, piece.number, attachment.length, piece.sealed
            FROM attachment_chunk AS piece
            JOIN attachment ON attachment.group_id = piece.group_id AND attachment.attachment_id = piece.attachment_id
                AND attachment.kind = piece.kind
            WHERE piece.group_id = $1
            ORDER BY piece.attachment_id, piece.kind, piece.number
            """,
            [group.stored]
        ) { row in
            SealedCell(
                column: .picture, subject: try row.id(0),
                binding: binding(try row.id(1), try row.choice(2), row.int(3), of: chunks(of: row.int(4)), in: group), sealed: row.bytes(5)
            )
        }
    }

    private static func chunks(of length: Int) -> Int { (length + Attachment.chunk - 1) / Attachment.chunk }

    private static func binding(_ id: ID<Attachment>, _ kind: Attachment.Kind, _ number: Int, of count: Int, in group: ID<Group>) -> Binding {
        Binding(group: group.bytes, record: id.bytes, field: "attachment.\(kind.rawValue).\(number).\(count)", version: 1)
    }
}
