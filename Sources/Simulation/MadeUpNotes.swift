import Alongside
import Kernel

/// The rest of what people of the town write: public words of the group, remarks, questions. What stands in braces is filled by `MadeUpBlanks`.
enum MadeUpNotes {
    static let welcome: [LanguageTag: String] = [
        .english: "We are neighbours between the mill and the station. Ask for anything small; somebody reads every ask the same day.",
        .spanish: "Somos vecinas y vecinos entre el molino y la estación. Pide lo que haga falta; alguien lee cada petición el mismo día.",
        .arabic: "نحن جيران بين الطاحونة والمحطة. كل طلب صغير مرحب به، وهناك من يقرأ الطلبات في اليوم نفسه.",
    ]

    static let rules: [LanguageTag: String] = [
        .english: "Nobody is asked why they need something. What you tell us is forgotten a month after we are done.",
        .spanish: "A nadie se le pregunta por qué necesita algo. Lo que nos cuentas se olvida un mes después.",
        .arabic: "لا نسأل أحدًا عن سبب حاجته. وننسى ما يقال لنا بعد شهر من انتهاء الأمر.",
    ]

    static let paused: [LanguageTag: String] = [
        .english: "We are catching our breath. Asks that are already with us go on.",
        .spanish: "Estamos tomando aire. Las peticiones que ya tenemos siguen adelante.",
        .arabic: "نلتقط أنفاسنا قليلًا. الطلبات التي وصلتنا تبقى قيد العمل.",
    ]

    static let callTimes: [LanguageTag: [String]] = [
        .english: ["best after 6:{past}, I nap before", "let it ring {few} times, I am slow to the phone"],
        .spanish: ["mejor después de las 5:{past}", "deja sonar {few} veces, camino despacio"],
        .arabic: ["بعد الساعة 5:{past} أفضل"],
    ]

    static let notes: [LanguageTag: [String]] = [
        .english: ["the lift is out until the {teens}th", "please ring my neighbour in number {number} if I do not answer"],
        .spanish: ["el ascensor no anda desde el día {day}"], .arabic: ["المصعد معطل منذ {teens} يومًا"],
    ]

    static let safeContacts: [LanguageTag: [String]] = [
        .english: ["by text only, never before 9:{past}"], .spanish: ["solo por mensaje, nunca antes de las 9:{past}"],
        .arabic: ["برسالة فقط، ليس قبل الساعة 9:{past}"],
    ]

    static let complaints: [LanguageTag: [String]] = [
        .english: [
            "The bag came {few} hours late and nobody rang me", "I was asked at the door why I cannot shop myself, with {few} neighbours standing by",
        ],
        .spanish: ["Llegó {few} horas tarde y nadie avisó"], .arabic: ["وصل الكيس متأخرًا {few} ساعات دون خبر"],
    ]

    static let amends = [
        "We rang twice and sent the missing {few} things on the same evening.", "Talked for {minutes} minutes; somebody else comes next time.",
    ]

    static let receiptNotes = [
        "two bags were {minutes} pence each", "the till was slow, so it is printed twice, {few} items in all",
        "one loaf was mine, taken off: £1.{minutes}",
    ]

    /// How helpers want their money back. Without a made-up account: somebody has its number.
    static let repayments = [
        "in cash, when we next see each other", "with the payment app, to the number you have of me", "to my account, I gave it to you in spring",
    ]

    /// Where a bag waits that could not be handed over.
    static let whereabouts = [
        "In a cool bag by the bicycle shelter, shelf {few}", "In the hall of the green house on my corner, box {number}",
        "With me, I live above the shoe mender, bell {number}",
    ]

    static let questions = [
        "Is the line at £{few}.{minutes} yours or the neighbour's?", "The total reads £{number}.{minutes} on the picture: is that right?",
    ]
    static let reasons = [
        "This was paid with the one of the {teens}th already.", "It is dated {few} days before the ask, and belongs to another trip.",
    ]

    /// How it was, where all of it came.
    static let afterwards: [LanguageTag: [String]] = [
        .english: ["All fine, all {few} bags stood by the door", "It came at 4:{past} as we had said, and she stayed for a chat"],
        .spanish: ["Todo bien, llegaron las {few} bolsas"], .arabic: ["كل شيء بخير، وصلت {few} أكياس كما اتفقنا"],
    ]

    /// How it was, where something is missing.
    static let missing: [LanguageTag: [String]] = [
        .english: ["{few} of the dozen eggs were broken", "The bread and {few} of the tins were not in the bag"],
        .spanish: ["Faltaron {few} cosas de la lista"], .arabic: ["نقصت {few} أغراض من القائمة"],
    ]

    /// One of the sentences, with its blank filled.
    static func pick(_ sentences: [String], by random: some Randomness) -> String {
        let sentence = random.pick(sentences)
        return MadeUpBlanks(by: random).fill(sentence)
    }
}
