import Exchange
import Testing

@Suite struct SheetStatusTests {
    /// All words of all lists that are not `unknown`.
    private static let expected: [SheetStatus: Set<String>] = [
        .open: [
            "unmatched", "Dispatch Needed", "No Answer (call back)", "Delivery Needed", "Needs Posting!", "Pending", "Intake Needed", "Call Back",
            "Spanish-Intake needed", "Phone Tag",
            "Seeking Volunteer", "AC Needed", "Seeking Other Goods", "New", "Open", "enquireDetails", "waitingForAdmin", "ReadyForDelivery",
            "unassigned", "pending", "(blank)", "Sent",
            "Re-open", "CREATED", "READY", "suggested", "open", "active", "new-request",
        ],
        .inProgress: [
            "matched", "matched_tentatively", "match_confirmed", "Dispatch Started", "Delivery Assigned", "Other Followup", "DisputePendingNotes",
            "DisputePendingResolution", "Confirmed",
            "PendingRecipientMessaged", "PendingDonorMessaged", "In Progress", "Assigned / In Progress", "Bulk Delivery Scheduled",
            "Bulk Delivery Confirmed", "AppliedFor", "Approved",
            "Accepted", "InProgress", "SelfPickup", "DriverPickedUp", "tentative", "assigned", "started", "ongoing", "accepted", "Assigned",
            "Ongoing", "ToClose?", "Escalated",
            "Communicated", "IN_PROGRESS", "Booked", "Checked-in", "Claimed", "in-progress", "partially-fulfilled", "claimed",
        ],
        .closed: [
            "match_completed", "provider_gave_feedback", "receiver_gave_feedback", "Request Complete", "Sent to Another Group",
            "DisputeResolvedFailed", "DisputeResolvedCompleted",
            "Completed", "Intake Complete", "No longer needs assistance", "Out of Service/Cannot Reach", "Complete", "Assistance No Longer Required",
            "Cannot Reach / Out of Service",
            "AC Delivered", "Rejected", "Done", "Cancelled", "Success", "SuccessPickedUp", "SuccessLeftThere", "FailedDoNotWant", "delivered",
            "succeeded", "completed", "cancelled",
            "removed", "rejected", "cav_declined", "Signposted", "Closed", "INVALID", "CLOSED_SUCCESS", "CLOSED_FAILED", "CLOSED_INVALID",
            "Delivered", "Timeout", "expired", "fulfilled",
            "closed", "withdrawn",
        ],
        .duplicate: ["Duplicate"],
        .outOfArea: ["Beyond Crown Heights", "Outside Bed-Stuy", "FailedTooFar"],
    ]

    /// What only a person can tell: names of places, failures that may be tried again, other things than the ask.
    private static let unknown: Set<String> = [
        "Brownsville/East NY", "FailedNoAnswer", "FailedDonorBackedOut", "Question/Info", "Thank you!", "Not Bed-Stuy", "Frozen", "FailedNotReady",
        "FailedBadAddress", "FailedNotHome",
        "FailedOther", "failed", "notfunded", "fundedbyrecipient", "fundedbydonation", "fundingnotneeded", "FailSend", "Missed", "justCant",
    ]

    @Test("the words of 22 lists of the field")
    func field() throws {
        let lists = try Fixture.statuses()
        #expect(lists.count == 22)
        for (list, words) in lists {
            for word in words {
                let expected = Self.expected.first { $0.value.contains(word) }?.key ?? .unknown
                #expect(SheetStatus(word) == expected, "\(word) of \(list)")
                #expect(expected != .unknown || Self.unknown.contains(word), "\(word) of \(list) stands in no table")
            }
        }
    }

    @Test(
        "Spanish, Arabic and what people type",
        arguments: [
            ("", SheetStatus.open), ("Abierto", .open), ("pendiente", .open), ("En proceso", .inProgress), ("asignada", .inProgress),
            ("Entregado", .closed), ("cerrada", .closed),
            ("duplicada", .duplicate), ("Fuera de zona", .outOfArea), ("جديد", .open), ("قيد الانتظار", .open), ("قيد التنفيذ", .inProgress),
            ("مكتمل", .closed), ("تم", .closed),
            ("مكرر", .duplicate), ("خارج المنطقة", .outOfArea), ("Completed (recurring)", .closed), ("not done yet", .open), ("not delivered", .open),
            ("DONE!!", .closed), ("42", .unknown),
        ]
    )
    func words(text: String, status: SheetStatus) {
        #expect(SheetStatus(text) == status)
    }
}
