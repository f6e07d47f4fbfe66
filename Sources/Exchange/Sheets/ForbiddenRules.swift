/// Headings of columns that are not read, whatever a group once asked for.
enum ForbiddenRules {
    /// Why the column is not read; nil when nothing speaks against it.
    static func topic(of heading: Heading) -> ForbiddenTopic? {
        let heading = heading.without(allowed)
        for (topic, phrases) in topics where phrases.contains(where: { heading.mentions($0) }) { return topic }
        let asksForWhat = ["name", "names", "age", "ages", "nombre", "nombres", "edad", "edades", "اسم", "اسماء", "عمر", "اعمار"].contains {
            heading.mentions($0)
        }
        let atHome = [
            "child", "children", "childrens", "kid", "kids", "son", "daughter", "baby", "household", "family members", "dependents", "dependants",
            "spouse", "partner",
            "husband", "wife", "hijo", "hijos", "hija", "hijas", "nino", "ninos", "nina", "ninas", "familiares", "conyuge", "esposa", "esposo",
            "hogar", "طفل", "اطفال", "ابناء",
            "اولاد", "افراد اسره", "زوج", "زوجه",
        ].contains { heading.mentions($0) }
        return asksForWhat && atHome ? .household : nil
    }

    /// Words that hold one of the lists below and ask for something else. They are cut out, and what is left is looked at: "childcare, immigration
    /// status" asks for both.
    private static let allowed = [
        "child care", "childcare", "account disabled", "mental health support", "accessing healthcare", "health insurance forms",
        "apoyo de salud mental",
        "apoyo en salud mental", "دعم صحه نفسيه",
    ]

    private static let topics: [(ForbiddenTopic, [String])] = [
        (
            .immigration,
            [
                "immigra*", "undocumented", "documented", "documentation status", "legal status", "legal situation", "residency", "residence permit",
                "residency status",
                "citizen", "citizenship", "visa", "visa status", "refugee", "refugee status", "asylum", "asylum seeker", "green card", "daca",
                "deport*",
                "migratori*", "inmigra*", "indocumentad*", "tienes papeles", "tiene papeles", "tienen papeles", "sin papeles",
                "papeles en regla", "papeles de residencia", "documentos migratorios", "documentado", "documentada", "documentados", "estado legal",
                "estatus legal", "situacion legal", "ciudadania", "ciudadano",
                "permiso de residencia", "refugiad*",
                "asilo", "work permit", "work authorization", "work authorisation", "right to work", "right to remain", "leave to remain",
                "settled status",
                "permiso de trabajo", "visado", "tarjeta verde", "اوراق ثبوتيه", "اوراق اقامه", "هل لديك اوراق", "هل لديكم اوراق", "تصريح عمل",
                "رخصه عمل", "بدون اوراق",
                "مهاجر*", "هجره", "وضع قانوني", "حاله اقامه", "اقامه", "لاجي*", "لجوء", "لاجئ*", "مواطنه", "تاشيره", "جنسيه واقامه",
            ]
        ),
        (
            .nationality,
            [
                "nationality", "nationalities", "country of origin", "country of birth", "place of birth", "birthplace", "where are you from",
                "ethnicity", "ethnic", "race",
                "nacionalidad", "pais de origen", "pais de nacimiento", "lugar de nacimiento", "etnia", "raza", "grupo etnico", "جنسيه", "بلد اصل",
                "بلد منشا", "مكان ولاده",
                "عرق", "قوميه",
            ]
        ),
        (
            .age,
            [
                "date of birth", "birth date", "birthdate", "birthday", "dob", "year of birth", "=age", "=ages", "your age", "age group", "age range",
                "age bracket", "over the age",
                "under the age", "the age of", "age of", "how old", "years old", "over 50", "over 55", "over 60", "over 65", "over 70", "older than",
                "aged", "senior citizen",
                "are you a senior", "fecha de nacimiento", "nacimiento", "=edad", "tu edad", "rango de edad", "grupo de edad", "que edad",
                "cuantos anos tienes", "mayor de",
                "mayores de", "adulto mayor", "adultos mayores", "تاريخ ميلاد", "تاريخ ولاده", "=عمر", "=سن", "عمرك", "كم عمرك", "فوق سن", "فوق 50",
                "فوق 60", "كبار سن", "فئه عمريه",
            ]
        ),
        (
            .identityNumber,
            [
                "id number", "id no", "id card", "identity card", "identity number", "national id", "government id", "photo id", "state id", "ssn",
                "social security",
                "national insurance number", "ni number", "passport", "licence number", "license number", "drivers license", "drivers licence",
                "tax id", "itin", "tax number",
                "bank account", "account number", "iban", "card number", "dni", "curp", "nie", "cedula", "pasaporte", "numero de identificacion",
                "identificacion oficial",
                "seguro social", "numero de cuenta", "رقم هويه", "رقم قومي", "رقم وطني", "بطاقه هويه", "جواز سفر", "رقم ضمان", "رقم حساب",
            ]
        ),
        (
            .income,
            [
                "income", "salary", "wage", "wages", "earnings", "how much do you earn", "financial situation", "poverty level", "ami", "welfare",
                "ingreso", "ingresos", "sueldo",
                "salario", "cuanto ganas", "situacion economica", "nivel de pobreza", "دخل", "راتب", "وضع مادي", "وضع مالي",
            ]
        ),
        (
            .health,
            [
                "diagnos*", "medical condition", "medical conditions", "health condition", "health conditions", "health status", "medical history",
                "medical issues",
                "health issues", "health problems", "illness", "illnesses", "disease", "diseases", "chronic", "disability", "disabilities",
                "are you disabled", "disabled person",
                "symptom", "symptoms", "covid status", "covid positive", "tested positive", "vaccin*", "immunocompromised", "immune", "underlying",
                "pregnan*", "hiv",
                "vulnerability", "vulnerable", "vulnerabilities", "at risk", "high risk", "higher risk", "elevated risk", "increased risk",
                "risk group", "risk factor",
                "risk factors", "medical info", "medical information", "medical detail", "medical details", "medical need", "medical needs",
                "medical note",
                "medical notes", "medical status", "medical problem", "medical problems", "medical concern", "medical concerns",
                "medical emergency info",
                "special medical", "medically", "medication you take", "medications you take", "medicine you take", "medicines you take",
                "medication do you take", "medications do you take", "medicine do you take", "medicines do you take", "medication are you taking",
                "medications are you taking", "medication you are taking", "medications you are taking", "are you on medication",
                "are you on any medication", "do you take medication", "do you take any medication", "taking medication", "taking any medication",
                "current medication", "current medications", "regular medication", "list of medications", "medication list", "medications list",
                "health info", "health information", "health details", "health issue", "health concern", "health concerns", "health need",
                "health needs", "health notes", "health problem", "special needs", "addiction", "substance use", "blood type", "sick",
                "shielding", "household sit", "household situation", "mental health", "diagnostico*", "condicion medica",
                "condiciones medicas", "enfermedad*",
                "cronic*", "discapacidad*", "sintoma*", "vacuna*", "embaraz*", "vulnerab*", "grupo de riesgo", "alto riesgo", "en riesgo",
                "estado de salud", "situacion de salud", "informacion medica", "datos medicos", "datos de salud", "informacion de salud",
                "necesidades medicas", "necesidades especiales", "problemas de salud", "problema de salud", "problemas medicos", "historial medico",
                "antecedentes medicos", "medicamentos que tomas", "medicamentos que toma", "medicamentos tomas", "medicamentos toma",
                "medicinas que tomas", "medicinas que toma", "medicinas tomas", "medicinas toma", "medicacion que tomas", "medicacion que toma",
                "medicacion tomas", "medicacion toma", "tomas medicamentos", "toma medicamentos", "tomas alguna medicacion", "toma alguna medicacion",
                "medicacion actual", "salud mental", "adicciones",
                "معلومات طبيه", "معلومات صحيه", "احتياجات طبيه", "احتياجات خاصه", "احتياجات صحيه", "مشاكل صحيه", "مشكله صحيه", "سجل طبي", "تاريخ طبي",
                "ادويه تتناولها", "ادويه تتناولونها", "ادويه تاخذها", "ادويه تاخذونها", "دواء تتناوله", "دواء تاخذه", "تتناول ادويه", "تاخذ ادويه",
                "ادويه حاليه", "صحه نفسيه",
                "تشخيص", "مرض", "امراض", "حاله صحيه", "وضع صحي", "اعاقه", "اعاقات", "اعراض", "لقاح", "تطعيم", "حامل", "حمل", "فئه خطر", "معرض للخطر",
                "معرضون للخطر", "مزمن*",
                "مناعه",
            ]
        ),
        (
            .religion,
            [
                "religion", "religious", "religious affiliation", "faith", "church", "mosque", "parish", "denomination", "religiosa", "religioso",
                "iglesia", "=fe", "ديانه", "=دين",
                "دينك", "مذهب", "طائفه",
            ]
        ),
        (.device, ["ip", "ip address", "user agent", "browser", "device id", "direccion ip", "عنوان ip"]),
    ]
}
