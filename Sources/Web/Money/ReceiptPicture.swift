import Alongside
import Kernel
import Storage

/// The picture of a receipt, for the treasurer's own session; with `?size=small` the small one.
struct ReceiptPicture: Download {
    let id: String

    func load(_ visit: Visit, _ connection: any Connection) throws -> (type: String, name: String?, bytes: [UInt8]) {
        try visit.actor.must(.seeReceipts)
        let receipt = try ReceiptStore.existing(visit.id(id), in: visit.group.id, connection)
        let kind: Attachment.Kind = visit.request.query["size"] == "small" ? .thumbnail : .picture
        return ("image/jpeg", nil, try ReceiptStore.picture(kind, of: receipt, in: visit.house, group: visit.group.id, connection))
    }
}
