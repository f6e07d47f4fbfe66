import Alongside
import Kernel

/// The kinds of help that every group starts with; the raw value is the key of its category.
public enum SheetKind: String, Sendable, CaseIterable {
    case groceries, prescriptions, meals, ppe, cash, rides, chat, pets, post, childcare, translation, forms, repairs, tech, housing, other

    /// What a cell said.
    public struct Reading: Hashable, Sendable {
        /// Each kind once, in the order in which it was named.
        public var kinds: [SheetKind]
        /// What was `other`, in the sheet's words: it belongs into the words of the ask.
        public var unrecognised: [String]
    }

    /// The words that say so, written as for `Heading.has`.
    var phrases: [String] { Self.rules.filter { $0.kind == self }.flatMap(\.phrases) }

    /// The keys of the category that it is in a group; the first is the one that every group begins with.
    var categoryKeys: [String] {
        switch self {
        case .ppe: ["protection", "ppe"]
        case .chat: ["phone_chat", "chat"]
        case .tech: ["tech_help", "tech"]
        default: [rawValue]
        }
    }

    /// The group's own category of this kind.
    func category(among categories: [Category]) -> Category? { categories.first { categoryKeys.contains($0.nameKey) } }

    /// Reads a cell that names one kind or several: "Food, pet care, clothing/laundry".
    public static func read(_ text: String) -> Reading {
        var reading = Reading(kinds: [], unrecognised: [])
        var last: SheetKind?
        for part in parts(of: text).flatMap(pairs) {
            let heading = Heading(part)
            guard !heading.list.isEmpty, !nothing.contains(where: { heading.has($0) }) else { continue }
            // Of "Pet care - food, litter", the litter belongs to the pets.
            let kind = kind(of: heading) ?? .other
            if kind == .other, !(last == .pets && heading.has("litter")) { reading.unrecognised.append(part) }
            let settled = kind == .other && last == .pets && heading.has("litter") ? SheetKind.pets : kind
            if !reading.kinds.contains(settled) { reading.kinds.append(settled) }
            last = settled
        }
        // "Other" by itself says nothing more.
        reading.unrecognised.removeAll { Heading($0).has("=other") || Heading($0).has("=otro") || Heading($0).has("=اخري") }
        return reading
    }

    /// "Groceries and medicine" as two, when both are known; "translation and interpretation" or "pick up and carry" as it stands.
    private static func pairs(_ part: String) -> [String] {
        let halves = part.split(separator: /\s+(?:and|y|e|&|\+)\s+|\s+و\s?/).map(String.init)
        return halves.count > 1 && halves.allSatisfy { kind(of: Heading($0)) != nil } ? halves : [part]
    }

    /// The kind of one thing; nil when no word of it is known.
    private static func kind(of heading: Heading) -> SheetKind? {
        rules.first { rule in rule.phrases.contains { heading.has($0) } }?.kind
    }

    /// Split at commas, semicolons, slashes and line ends, but not inside brackets. "Etc." is no part.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in text {
            switch character {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            case ",", ";", "/", "\n", "\r\n", "|", "،", "؛", "•", ":":
                if depth == 0 {
                    parts.append(part)
                    part = ""
                    continue
                }
            default: break
            }
            part.append(character)
        }
        parts.append(part)
        return parts.map { $0.trimmed() }.filter { !$0.isEmpty }
    }

    private static let nothing = [
        "do not have", "dont have", "do not want", "dont want", "cannot", "=etc", "=none", "=no", "=n a", "=nothing", "ninguna", "ninguno", "=nada",
        "لا شيء", "لا يوجد",
        "in kind donations",
    ]

    /// The first rule that fits decides: pet food is for pets, a cooked meal no groceries, a phone call no phone repair.
    private static let rules: [(kind: SheetKind, phrases: [String])] = [
        (.pets, ["pet*", "dog", "dogs", "cat", "cats", "mascota*", "perro*", "gato*", "حيوان*", "قطط", "كلب", "كلاب"]),
        (
            .childcare,
            [
                "child care", "childcare", "child", "children", "kids", "babysit*", "cuidado de ninos", "cuidado infantil", "ninos", "guarderia",
                "اطفال", "رعايه اطفال", "حضانه",
            ]
        ),
        (
            .prescriptions,
            [
                "prescription*", "pharmacy", "medication*", "medicine*", "meds", "receta*", "farmacia", "medicina*", "medicamento*", "دواء", "ادويه",
                "صيدليه", "وصفه", "وصفات",
            ]
        ),
        (
            .meals,
            [
                "meal*", "cooked", "hot food", "cook", "cooking", "dinner", "lunch", "comida caliente", "comida preparada", "comidas", "cocinar",
                "almuerzo", "cena", "وجبه", "وجبات", "طبخ",
            ]
        ),
        (.translation, ["translat*", "interpret*", "traduc*", "interprete", "ترجمه", "مترجم"]),
        (
            .ppe,
            [
                "ppe", "mask", "masks", "gloves", "sanitizer", "sanitiser", "face covering*", "mascarilla*", "cubrebocas", "guantes",
                "gel antibacterial", "كمامه", "كمامات", "قفازات", "معقم",
            ]
        ),
        (.post, ["post office", "mail", "parcel*", "package*", "=post", "letters", "correo", "paquete*", "بريد", "طرد", "طرود"]),
        (
            .groceries,
            [
                "grocer*", "food", "shopping", "essentials", "essential items", "supplies", "pantry", "errand*", "toiletries", "diapers", "formula",
                "water", "bike delivery", "car delivery",
                "foot delivery", "delivery", "comida", "alimento*", "despensa", "compras", "mandado*", "viveres", "panales", "بقاله", "طعام", "غذاء",
                "مواد غذائيه", "تسوق", "مشتريات", "مونه",
                "حفاضات",
            ]
        ),
        (
            .cash,
            [
                "financial*", "cash", "money", "bills", "bill", "rent", "funds", "fund", "donation", "donations", "dinero", "efectivo",
                "apoyo economico", "ayuda economica", "renta", "alquiler", "facturas", "مال", "نقود", "مساعده ماليه", "ايجار", "فواتير",
            ]
        ),
        (
            .rides,
            [
                "ride*", "transport*", "driving", "drive", "lift", "car", "viaje*", "transporte", "traslado*", "aventon", "نقل", "مواصلات", "توصيله",
                "توصيل",
            ]
        ),
        (
            .chat,
            [
                "chat", "check in*", "check ins", "phone call*", "phoning", "calls", "call", "emotional", "spiritual", "companionship", "company",
                "friendly", "loneliness", "lonely",
                "talk", "platica*", "charla*", "compania", "llamada*", "apoyo emocional", "soledad", "محادثه", "دردشه", "مكالمه", "مكالمات",
                "دعم نفسي", "دعم عاطفي", "مرافقه",
            ]
        ),
        (
            .forms,
            [
                "form", "forms", "paperwork", "social services", "unemployment", "benefits", "medicare", "medicaid", "snap", "applications", "legal",
                "tramite*", "formulario*",
                "papeleo", "servicios sociales", "desempleo", "استماره", "استمارات", "معاملات", "اوراق", "خدمات اجتماعيه",
            ]
        ),
        (
            .tech,
            [
                "tech", "technology", "computer*", "internet", "wifi", "zoom", "laptop", "tablet", "tecnologia", "tecnic*", "computadora*", "تقنيه",
                "حاسوب", "كمبيوتر", "انترنت",
            ]
        ),
        (
            .repairs,
            [
                "repair*", "plumb*", "electric*", "handy*", "carpentry", "fix", "fixing", "yard", "snow", "shovel*", "repara*", "plomeria", "arregl*",
                "تصليح", "اصلاح", "صيانه", "سباكه",
            ]
        ),
        (.housing, ["housing", "shelter", "place to stay", "room", "home", "vivienda", "alojamiento", "refugio", "casa", "سكن", "ماوي", "ايواء"]),
    ]
}
