/// How far an ask got, in the words of the sheet it came from.
public enum SheetStatus: String, Sendable, CaseIterable {
    case open
    case inProgress
    case closed
    case duplicate
    case outOfArea
    /// A person decides; also every "failed", which may mean tried again or given up.
    case unknown

    /// Reads one cell in English, Spanish or Arabic. An empty one is open.
    public init(_ text: String) {
        let words = Heading(text)
        guard !words.list.isEmpty, words.headline != " blank " else {
            self = .open
            return
        }
        self = Self.rules.first { rule in rule.phrases.contains { words.mentions($0) } }?.status ?? .unknown
    }

    /// The first rule that fits decides: a word that turns another round stands before it.
    private static let rules: [(status: SheetStatus, phrases: [String])] = [
        (.duplicate, ["duplicate*", "dupe", "duplicad*", "repetid*", "مكرر", "مكرره"]),
        (
            .outOfArea,
            [
                "outside", "out of area", "out of zone", "beyond", "too far", "not in area", "not in our area", "other area", "wrong area",
                "fuera de zona",
                "fuera de area", "fuera del area", "fuera de la zona", "خارج منطقه", "خارج نطاق",
            ]
        ),
        (.inProgress, ["partially fulfilled", "partly done", "parcialmente*"]),
        (
            .open,
            [
                "not done", "not complete", "not completed", "not delivered", "not yet", "no entregad*", "sin entregar", "todavia no", "لم يتم",
                "ليس بعد",
            ]
        ),
        (
            .closed,
            [
                "no longer", "do not want", "not needed", "not needed anymore", "closed*", "cerrad*", "مغلق", "resolved*", "intake complete",
                "complete", "completed", "request complete",
                "match completed", "done", "finished", "fulfilled", "delivered", "ac delivered", "success*", "succeeded", "cancel*", "canceled",
                "rejected", "declined", "cav declined",
                "removed", "withdrawn", "expired", "timeout", "timed out", "invalid", "signposted", "sent to another group", "referred",
                "cannot reach", "unable to reach",
                "gave feedback", "archived", "solved", "completad*", "completo", "completa", "entregad*", "terminad*", "finalizad*", "hecho", "hecha",
                "cancelad*", "rechazad*",
                "resuelt*", "retirad*", "ya no", "caducad*", "مكتمل", "مكتمله", "اكتمل", "تم", "منجز", "منتهي", "انتهي", "ملغي", "الغي", "مرفوض",
                "سلم",
            ]
        ),
        (.unknown, ["failed", "fail", "fallo", "fallid*", "فشل"]),
        (
            .open,
            [
                "re open", "reopen", "reopened", "unmatched", "unassigned", "not assigned", "unclaimed", "needed", "needs", "seeking", "ready",
                "ready for delivery", "enquire*",
                "waiting*", "call back", "callback", "phone tag", "voicemail", "=sent", "=new", "new request", "=open", "=active", "created",
                "suggested", "todo", "to do", "backlog",
                "not started", "sin asignar", "abiert*", "nuev*", "pendiente", "en espera", "por hacer", "جديد", "جديده", "مفتوح", "مفتوحه", "معلق",
                "قيد انتظار", "بانتظار",
            ]
        ),
        (
            .inProgress,
            [
                "in progress", "inprogress", "progress", "started", "assigned", "matched", "matched tentatively", "match confirmed", "confirmed",
                "accepted", "approved", "applied for",
                "appliedfor", "claimed", "ongoing", "scheduled", "booked", "checked in", "communicated", "messaged", "picked up", "self pickup",
                "tentative",
                "dispute pending*", "escalated", "to close", "other followup", "follow up", "followup", "on the way", "en curso", "en proceso",
                "en progreso", "asignad*", "aceptad*",
                "confirmad*", "programad*", "en camino", "قيد تنفيذ", "جاري", "جار", "معين", "مقبول", "مؤكد", "قيد معالجه",
            ]
        ),
        (.open, ["pending", "open"]),
    ]
}
