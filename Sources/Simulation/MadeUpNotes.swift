import Alongside
import Kernel

/// The rest of what people of the town write: public words of the group, remarks, questions. `{}` takes a small number by chance, `{#}` one of two digits.
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
        .english: ["best after {} past six, I nap before", "let it ring {} times, I am slow to the phone"],
        .spanish: ["mejor después de las cinco y {}", "deja sonar {} veces, camino despacio"],
        .arabic: ["بعد الخامسة و{#} دقيقة أفضل"],
    ]

    static let notes: [LanguageTag: [String]] = [
        .english: ["the lift is out since the {#}th", "please ring my neighbour in number {#} if I do not answer"],
        .spanish: ["el ascensor no anda desde el día {}"], .arabic: ["المصعد معطل منذ {} يومًا"],
    ]

    static let safeContacts: [LanguageTag: [String]] = [
        .english: ["by text only, never before {} past nine"], .spanish: ["solo por mensaje, nunca antes de las nueve y {}"],
        .arabic: ["برسالة فقط، ليس قبل التاسعة و{#} دقيقة"],
    ]

    static let complaints: [LanguageTag: [String]] = [
        .english: ["The bag came {} hours late and nobody rang me", "I was asked at the door why I cannot shop myself, on step {}"],
        .spanish: ["Llegó {} horas tarde y nadie avisó"], .arabic: ["وصل الكيس متأخرًا {} ساعات دون خبر"],
    ]

    static let amends = [
        "We rang twice and sent the missing {} things on the same evening.", "Talked for {#} minutes; somebody else comes next time.",
    ]

    static let receiptNotes = ["two bags were {} pence each", "the till was slow, paid by card ending {}", "one loaf was mine, taken off: {} p"]
    static let questions = ["Is the line at {} pence yours or the neighbour's?", "The total reads {} on the picture: is that right?"]
    static let reasons = ["This was paid with the one from day {} already.", "It is dated {} days before the ask, and belongs to another trip."]

    static let afterwards: [LanguageTag: [String]] = [
        .english: ["All fine, {} out of ten for kindness", "Only {} of the eggs were whole"], .spanish: ["Todo bien, faltó el artículo {}"],
        .arabic: ["كل شيء بخير، نقص الغرض رقم {#}"],
    ]

    /// One of the sentences, with its blank filled.
    static func pick(_ sentences: [String], by random: some Randomness) -> String {
        random.pick(sentences).replacing("{}", with: String(2 + random.below(5)))
            .replacing("{#}", with: String(10 + random.below(50)))
    }
}
