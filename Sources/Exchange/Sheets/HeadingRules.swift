/// What headings mean, in English, Spanish and Arabic, as they stand on forms and sheets of mutual aid groups.
enum HeadingRules {
    /// The best use by the heading alone. What is forbidden wins over everything.
    static func best(for heading: Heading) -> ScoredUse {
        if let topic = ForbiddenRules.topic(of: heading) { return ScoredUse(.forbidden(topic), score: 100) }
        guard !isAbout(["anonymous", "anonymously", "anonim*", "مجهول*"], heading) else { return ScoredUse(.field(.anonymous), score: 10) }
        var best = ScoredUse.nothing
        let ofAnother = isAbout(otherPeople, heading)
        for (field, phrases) in fields {
            if ofAnother, personal.contains(field) { continue }
            for phrase in phrases where heading.has(wholeOnly.contains(phrase) ? "=" + phrase : phrase) {
                let score = phrase == phrases[0] && heading.has("=" + phrase) ? ScoredUse.plain : phrase.count + (phrase.hasPrefix("=") ? 3 : 0)
                if score > best.score { best = ScoredUse(.field(field), score: score, isPart: nameParts.contains { heading.has($0) }) }
            }
        }
        let unread = unread.filter { heading.has($0) }.map(\.count).max() ?? 0
        return unread > best.score ? .nothing : best
    }

    /// Words that mean something else inside a longer heading: "marital status", "contact", "tax id".
    private static let wholeOnly: Set<String> = ["status", "contact", "id"]

    private static func isAbout(_ phrases: [String], _ heading: Heading) -> Bool { phrases.contains { heading.has($0) } }

    /// Fields of a person, which are not the asker's when another person is named beside them.
    private static let personal: Set<ImportField> = [.name, .phone, .email, .contact, .address, .language, .zone, .externalID]

    private static let otherPeople = [
        "volunteer", "organizer", "organiser", "coordinator", "dispatcher", "driver", "donor", "staff", "admin", "slack", "buddy",
        "emergency contact",
        "voluntaria", "voluntario", "coordinadora", "coordinador", "متطوع", "منسق",
    ]

    private static let nameParts = [
        "first name", "last name", "surname", "family name", "given name", "apellido", "apellidos", "primer nombre", "اسم عائله", "اسم اول", "لقب",
    ]

    /// Machinery of sheets and chats; the longer phrase wins against the fields.
    private static let unread = [
        "slack", "slack post", "slack link", "last modified", "last processed", "coordinates address", "coordinates", "geocode status", "geocode",
        "task order", "original tasks", "reminder date time", "reminder", "meta", "error", "cost category", "slack message", "admin denial message",
        "link", "url", "channel", "account disabled", "link to map",
        "requests delivery", "requests intake", "requests count", "latest request", "disability account", "email opt in", "wish to be contacted",
        "date changed", "completion count", "how did you hear", "howfind", "posted", "delivery route", "arrival time", "support request form",
        "support offer form", "donation", "amount", "organization name", "website", "food bank",
    ]

    /// The first phrase of each is its plain name: a heading that says just that is the one.
    private static let fields: [(ImportField, [String])] = [
        (
            .askedAt,
            [
                "timestamp", "=time", "=date", "=created", "created time", "created at", "date created", "date submitted", "time submitted",
                "submitted",
                "request date", "date of request", "date requested", "intake time", "intake date", "entry date", "date received", "date time",
                "called at",
                "marca temporal", "=fecha", "=hora", "fecha y hora", "fecha de solicitud", "fecha de peticion", "fecha de creacion", "طابع زمني",
                "=تاريخ", "=وقت",
                "تاريخ طلب",
            ]
        ),
        (
            .closedAt,
            [
                "completion date", "completion last timestamp", "date completed", "completed at", "completed on", "date closed", "closed at",
                "closed on",
                "delivered on", "delivered at", "date delivered", "fecha de cierre", "fecha de entrega realizada", "تاريخ اغلاق", "تاريخ انجاز",
            ]
        ),
        (
            .name,
            [
                "name", "=requester", "full name", "your name", "first name", "last name", "surname", "family name", "given name", "contact name",
                "requester name",
                "preferred name", "nickname", "alias", "=who", "nombre", "nombre completo", "apellido", "apellidos", "primer nombre",
                "como te llamas", "apodo", "اسم", "اسمك",
                "اسم كامل", "اسم عائله", "كنيه",
            ]
        ),
        (
            .phone,
            [
                "phone", "phone number", "phone no", "contact phone number", "telephone", "telephone number", "tel", "mobile", "mobile number",
                "cell", "cell phone",
                "cellphone", "whatsapp", "hotline", "hotline number", "telefono", "numero de telefono", "celular", "movil", "هاتف", "رقم هاتف",
                "هاتفك", "جوال", "رقم جوال", "موبايل",
                "تلفون", "واتساب",
            ]
        ),
        (
            .email,
            [
                "email", "e mail", "email address", "e mail address", "mail address", "correo", "correo electronico",
                "direccion de correo electronico",
                "بريد", "بريد الكتروني", "ايميل", "عنوان بريد الكتروني",
            ]
        ),
        (
            .contact,
            [
                "contact", "contact info", "contact information", "contact details", "requester contact", "how can we reach you", "how to reach",
                "how can we contact you",
                "contacto", "datos de contacto", "como te contactamos", "وسيله تواصل", "معلومات تواصل", "اتصال",
            ]
        ),
        (
            .address,
            [
                "address", "street", "street address", "full street address", "home address", "cross street", "cross streets", "nearest intersection",
                "intersection",
                "requester addr", "addr", "city", "town", "zip", "zip code", "zipcode", "postcode", "postal code", "country", "where do you live",
                "=location", "=where",
                "direccion", "domicilio", "calle", "calles", "ciudad", "codigo postal", "عنوان", "شارع", "مدينه", "رمز بريدي", "مكان سكن",
            ]
        ),
        (
            .zone,
            [
                "zone", "neighborhood", "neighbourhood", "neighborhood area", "neighborhood region", "district", "borough", "quadrant", "=area",
                "=pod", "=region",
                "ward", "zona", "barrio", "colonia", "vecindario", "sector", "حي", "منطقه", "حاره",
            ]
        ),
        (
            .kinds,
            [
                "what do you need", "what do you need help with", "do you need help with", "need category", "support are you seeking",
                "type of support", "types of support",
                "type of help", "kind of help", "what kind of help", "help needed", "request type", "type of request", "=type", "category",
                "categories", "=tasks", "=task",
                "=need", "=needs", "ways to help", "how would you like to volunteer", "how can you help", "resources can you offer",
                "can provide the following support",
                "what can you offer", "what can we help", "can help", "can help with", "could help with", "=services", "services needed",
                "que necesitas", "que necesita", "tipo de ayuda",
                "categoria", "categorias", "necesidad",
                "necesidades", "como puedes ayudar", "que puedes ofrecer", "puedo ayudar", "puedo ayudar con", "ماذا تحتاج", "ما ذا تحتاج",
                "بماذا تحتاج", "نوع مساعده", "نوع طلب",
                "احتياجات", "كيف يمكنك مساعده", "يمكنني مساعده", "استطيع مساعده",
                "ماذا يمكنك ان تقدم", "فئه",
            ]
        ),
        (
            .words,
            [
                "details", "any details", "details about your request", "message", "description", "describe", "task overview", "services requested",
                "items", "item",
                "other items", "food options", "request info", "requested items", "shopping list", "grocery list", "anything else", "task other",
                "extra info",
                "general needs", "dietary", "dietary restrictions", "allergies", "tell us more", "=request", "=ask", "=offer", "detalles", "mensaje",
                "descripcion", "describe tu",
                "lista de compras", "algo mas", "restricciones alimentarias", "alergias", "تفاصيل", "رساله", "وصف", "قائمه تسوق", "معلومات اضافيه",
            ]
        ),
        (
            .urgency,
            [
                "urgency", "urgent", "how urgent", "how soon", "is your need", "time sensitivity", "timeframe", "time frame", "immediacy",
                "need immediacy", "priority",
                "urgencia", "urgente", "que tan urgente", "prioridad", "استعجال", "مدي استعجال", "عاجل", "اولويه",
            ]
        ),
        (
            .byWhen,
            [
                "due date", "due", "needed by", "need by", "by when", "when do you need", "next date needed", "date needed", "deadline",
                "delivery date",
                "bulk delivery date", "para cuando", "fecha limite", "fecha necesaria", "cuando lo necesitas", "متي تحتاج", "موعد", "موعد نهائي",
            ]
        ),
        (
            .language,
            [
                "language", "languages", "preferred language", "idioma", "idiomas", "lengua", "لغه", "لغات", "لغه مفضله",
            ]
        ),
        (
            .status,
            [
                "status", "request status", "ask status", "task status", "ticket status", "offer status", "current status", "=state", "=progress",
                "=stage", "=estado", "=estatus",
                "estado de la solicitud", "estado del pedido", "=حاله", "حاله طلب", "وضع طلب",
            ]
        ),
        (
            .householdSize,
            [
                "household size", "number of people in household", "number of people in the household", "people in household",
                "people in the household",
                "people in your household", "how many people", "family size", "size of household", "household", "cuantas personas",
                "numero de personas", "personas en tu hogar",
                "tamano del hogar", "عدد افراد اسره", "عدد افراد", "كم عدد", "حجم اسره",
            ]
        ),
        (
            .recurring,
            [
                "recurring", "is your need recurring", "one time or recurring", "recurrence", "repeat", "repeating", "how often", "frequency",
                "recurrente", "con que frecuencia",
                "frecuencia", "متكرر", "تكرار", "كم مره",
            ]
        ),
        (
            .notes,
            [
                "notes", "note", "general notes", "intake general notes", "notes for delivery volunteer", "comments", "comment", "comments for slack",
                "comments for coordinator", "results and comments", "organizer results and comments", "questions comments", "follow up",
                "completion last details",
                "can meet outside", "notas", "nota", "comentarios", "observaciones", "ملاحظات", "ملاحظه", "تعليقات",
            ]
        ),
        (
            .askOrOffer,
            [
                "ask or offer", "offer or ask", "need or offer", "request or offer", "asking or offering", "contribution type",
                "do you want to ask or offer",
                "are you asking or offering", "need help or offer help", "pides u ofreces", "pedir u ofrecer", "peticion u ofrecimiento",
                "طلب ام عرض", "طلب او عرض",
            ]
        ),
        (
            .skills,
            [
                "skills", "special skills", "do you have any special skills", "experience", "mode of transportation", "do you have a car",
                "can you drive", "habilidades",
                "experiencia", "tienes auto", "tienes coche", "مهارات", "خبره", "هل لديك سياره",
            ]
        ),
        (
            .availability,
            [
                "availability", "available", "when are you available", "days available", "times available", "=hours", "schedule", "disponibilidad",
                "horario", "cuando puedes",
                "اوقات فراغ", "متي يمكنك", "توفر",
            ]
        ),
        (
            .externalID,
            [
                "id", "unique id", "uniqueid", "external id", "ticket id", "ticket number", "request id", "record id", "=code", "request code",
                "reference", "=number", "=no",
                "folio", "numero de solicitud", "رقم طلب", "معرف", "رمز طلب",
            ]
        ),
    ]
}
