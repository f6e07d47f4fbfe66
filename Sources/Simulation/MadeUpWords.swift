import Kernel

/// What people write when they ask and offer, in their own language. What stands in braces is filled by `MadeUpBlanks`, so that few are alike.
enum MadeUpWords {
    /// By category, then by language.
    static let asks: [String: [LanguageTag: [String]]] = [
        "groceries": [
            .english: [
                "Milk 2 l, wholemeal bread, {few} eggs, porridge oats", "rice 2 kg, {few} tins of chickpeas, onions, halal chicken thighs",
                "nappies size 4, wipes, {few} jars of baby food", "potatoes, {few} tins of tomatoes, tea bags, something for lunchboxes",
                "gluten free bread, {few} bananas, cheddar, oat milk x2",
            ],
            .spanish: [
                "leche 2 l, arroz 2 kg, {few} huevos, frijoles negros", "pan integral, {few} plátanos, queso fresco, café",
                "pañales talla 4, {few} frascos de puré, toallitas",
                "harina de maíz, aceite, {few} tomates, cebolla",
            ],
            .arabic: [
                "حليب ٢ ل، أرز ٢ كغ، {few} بيضات، خبز عربي", "دجاج حلال، بصل، {few} علب حمص، زيت زيتون",
                "حفاضات مقاس ٤، {few} علب طعام أطفال، مناديل",
            ],
        ],
        "prescriptions": [
            .english: ["A bag waits at the pharmacy by the bridge, order {number}", "Repeat prescription number {number} to collect after two"],
            .spanish: ["Recoger la bolsa de la farmacia, pedido {number}", "Mi receta número {number} está lista desde ayer"],
            .arabic: ["كيس جاهز في الصيدلية قرب الجسر، رقم {number}", "دواء للاستلام بعد الظهر، رقم الطلب {number}"],
        ],
        "meals": [
            .english: ["Warm supper for {few} evenings, no fish", "Something hot for two, {few} days this week"],
            .spanish: ["Cena caliente por {few} noches, sin picante", "Comida para tres, {few} días"],
            .arabic: ["عشاء ساخن لمدة {few} أيام، بدون فول", "وجبة لشخصين، {few} أيام"],
        ],
        "chat": [
            .english: [
                "A chat twice a week, I like chess and radio plays, about {minutes} minutes", "Somebody to ring on Sundays around {few} o'clock",
            ],
            .spanish: [
                "Una llamada por semana, me gustan los boleros, unos {minutes} minutos", "Alguien con quien hablar los domingos, {minutes} minutos",
            ],
            .arabic: ["مكالمة مرتين في الأسبوع، حوالي {minutes} دقيقة", "أحب الحديث عن الشعر، {minutes} دقيقة تكفي"],
        ],
        "pets": [
            .english: ["Walk for an old whippet, {minutes} minutes, he pulls", "Cat litter and {few} pouches of food"],
            .spanish: ["Pasear a mi perra, {minutes} minutos, es tranquila"],
            .arabic: ["طعام للقطة، {few} أكياس"],
        ],
        "rides": [
            .english: ["Lift to the clinic on Thursday at 9:{past}, the wheelchair folds"],
            .spanish: ["Llevarme a la clínica el jueves a las 9:{past}"],
            .arabic: ["توصيلة إلى العيادة يوم الخميس الساعة 9:{past}"],
        ],
        "repairs": [
            .english: ["The tap in the kitchen drips, about {number} drops a minute", "Light bulb on the landing, the ladder has {few} steps"],
            .spanish: ["Gotea la llave de la cocina, {number} gotas por minuto"],
            .arabic: ["صنبور المطبخ يقطر، {number} قطرة في الدقيقة"],
        ],
        "forms": [
            .english: ["Help with a form of {few} pages from the council"],
            .spanish: ["Ayuda con un formulario de {few} páginas"],
            .arabic: ["مساعدة في تعبئة استمارة من {few} صفحات"],
        ],
    ]

    static let offers: [LanguageTag: [String]] = [
        .english: [
            "I can shop on my way from work, {minutes} minutes most days", "{minutes} minutes, phone only",
            "I have a car on Saturdays, up to {teens} miles",
            "I cook anyway: {few} portions",
        ],
        .spanish: [
            "Puedo hacer compras camino a casa, {minutes} minutos", "{minutes} minutos por teléfono", "Tengo bicicleta y {few} tardes libres",
        ],
        .arabic: ["أستطيع التسوق في طريقي، {minutes} دقيقة", "{minutes} دقيقة عبر الهاتف فقط", "عندي سيارة يوم السبت، {few} ساعات"],
    ]

    static let thanks: [LanguageTag: [String]] = [
        .english: ["Everything was there, and the bread still warm. Thank you, from flat {few}", "You made my week, all {few} bags of it"],
        .spanish: ["Llegó todo y con una sonrisa. ¡Gracias, de parte de los {few} de casa!"],
        .arabic: ["وصل كل شيء، شكرًا من القلب، نحن {few} في البيت"],
    ]

    static let diets: [LanguageTag: [String]] = [
        .english: ["no nuts in the house, {few} of us"], .spanish: ["sin lactosa, somos {few}"], .arabic: ["حلال، نحن {few}"],
    ]

    static let doors: [LanguageTag: [String]] = [
        .english: ["blue door, second bell, code {number}", "round the back, knock {few} times"], .spanish: ["puerta verde, timbre {number}"],
        .arabic: ["الباب الأزرق، الجرس رقم {number}"],
    ]

    static let landmarks: [LanguageTag: [String]] = [
        .english: ["bench by the library, {few}:{past} pm, blue hat"], .spanish: ["el banco frente a la biblioteca, gorra roja, a las {few}:{past}"],
        .arabic: ["المقعد قرب المكتبة، قبعة زرقاء، الساعة {few}:{past}"],
    ]

    /// One of the sentences in this language, with its blank filled.
    static func pick(_ sentences: [LanguageTag: [String]], _ language: LanguageTag, by random: some Randomness) -> String {
        let choices = sentences[language] ?? sentences[.english] ?? []
        guard !choices.isEmpty else { return "" }
        let sentence = random.pick(choices)
        return MadeUpBlanks(by: random).fill(sentence)
    }
}
