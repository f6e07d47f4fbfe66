import Kernel

/// What people write when they ask and offer, in their own language. `{}` takes a small number by chance and `{#}` one of two digits, so that few are alike.
enum MadeUpWords {
    /// By category, then by language.
    static let asks: [String: [LanguageTag: [String]]] = [
        "groceries": [
            .english: [
                "Milk 2 l, wholemeal bread, {} eggs, porridge oats", "rice 2 kg, {} tins of chickpeas, onions, halal chicken thighs",
                "nappies size 4, wipes, {} jars of baby food", "potatoes, {} tins of tomatoes, tea bags, something for lunchboxes",
                "gluten free bread, {} bananas, cheddar, oat milk x2",
            ],
            .spanish: [
                "leche 2 l, arroz 2 kg, {} huevos, frijoles negros", "pan integral, {} plátanos, queso fresco, café",
                "pañales talla 4, {} frascos de puré, toallitas",
                "harina de maíz, aceite, {} tomates, cebolla",
            ],
            .arabic: ["حليب ٢ ل، أرز ٢ كغ، {} بيضات، خبز عربي", "دجاج حلال، بصل، {} علب حمص، زيت زيتون", "حفاضات مقاس ٤، {} علب طعام أطفال، مناديل"],
        ],
        "prescriptions": [
            .english: ["A bag waits at the pharmacy by the bridge, order {#}", "Repeat prescription number {#} to collect after two"],
            .spanish: ["Recoger la bolsa de la farmacia, pedido {#}", "Mi receta número {#} está lista desde ayer"],
            .arabic: ["كيس جاهز في الصيدلية قرب الجسر، رقم {#}", "دواء للاستلام بعد الظهر، رقم الطلب {#}"],
        ],
        "meals": [
            .english: ["Warm supper for {} evenings, no fish", "Something hot for two, {} days this week"],
            .spanish: ["Cena caliente por {} noches, sin picante", "Comida para tres, {} días"],
            .arabic: ["عشاء ساخن لمدة {} أيام، بدون فول", "وجبة لشخصين، {} أيام"],
        ],
        "chat": [
            .english: ["A chat twice a week, I like chess and radio plays, about {#} minutes", "Somebody to ring on Sundays around {}"],
            .spanish: ["Una llamada por semana, me gustan los boleros, unos {#} minutos", "Alguien con quien hablar los domingos, {#} minutos"],
            .arabic: ["مكالمة مرتين في الأسبوع، حوالي {#} دقيقة", "أحب الحديث عن الشعر، {#} دقيقة تكفي"],
        ],
        "pets": [
            .english: ["Walk for an old whippet, {#} minutes, he pulls", "Cat litter and {} pouches of food"],
            .spanish: ["Pasear a mi perra, {#} minutos, es tranquila"],
            .arabic: ["طعام للقطة، {} أكياس"],
        ],
        "rides": [
            .english: ["Lift to the clinic on Thursday at 9:{#}, the wheelchair folds"],
            .spanish: ["Llevarme a la clínica el jueves a las 9:{#}"],
            .arabic: ["توصيلة إلى العيادة يوم الخميس الساعة ٩:{#}"],
        ],
        "repairs": [
            .english: ["The tap in the kitchen drips, about {#} drops a minute", "Light bulb on the landing, the ladder has {} steps"],
            .spanish: ["Gotea la llave de la cocina, {#} gotas por minuto"],
            .arabic: ["صنبور المطبخ يقطر، {#} قطرة في الدقيقة"],
        ],
        "forms": [
            .english: ["Help with a form of {} pages from the council"],
            .spanish: ["Ayuda con un formulario de {} páginas"],
            .arabic: ["مساعدة في تعبئة استمارة من {} صفحات"],
        ],
    ]

    static let offers: [LanguageTag: [String]] = [
        .english: [
            "I can shop on my way from work, {#} minutes most days", "{#} minutes, phone only", "I have a car on Saturdays, up to {#} miles",
            "I cook anyway: {} portions",
        ],
        .spanish: ["Puedo hacer compras camino a casa, {#} minutos", "{#} minutos por teléfono", "Tengo bicicleta y {} tardes libres"],
        .arabic: ["أستطيع التسوق في طريقي، {#} دقيقة", "{#} دقيقة عبر الهاتف فقط", "عندي سيارة يوم السبت، {} ساعات"],
    ]

    static let thanks: [LanguageTag: [String]] = [
        .english: ["Everything was there, and the bread still warm. Thank you, from flat {}", "You made my week, all {} bags of it"],
        .spanish: ["Llegó todo y con una sonrisa. ¡Gracias, de parte de los {} de casa!"],
        .arabic: ["وصل كل شيء، شكرًا من القلب، نحن {} في البيت"],
    ]

    static let diets: [LanguageTag: [String]] = [
        .english: ["no nuts in the house, {} of us"], .spanish: ["sin lactosa, somos {}"], .arabic: ["حلال، نحن {}"],
    ]

    static let doors: [LanguageTag: [String]] = [
        .english: ["blue door, second bell, code {#}", "round the back, knock {} times"], .spanish: ["puerta verde, timbre {#}"],
        .arabic: ["الباب الأزرق، الجرس رقم {#}"],
    ]

    static let landmarks: [LanguageTag: [String]] = [
        .english: ["bench by the library, 7 pm, blue hat, number {#}"], .spanish: ["el banco frente a la biblioteca, gorra roja, {#}"],
        .arabic: ["المقعد قرب المكتبة، قبعة زرقاء، {#}"],
    ]

    /// One of the sentences in this language, with its blank filled.
    static func pick(_ sentences: [LanguageTag: [String]], _ language: LanguageTag, by random: some Randomness) -> String {
        let choices = sentences[language] ?? sentences[.english] ?? []
        guard !choices.isEmpty else { return "" }
        return random.pick(choices).replacing("{}", with: String(2 + random.below(5)))
            .replacing("{#}", with: String(10 + random.below(50)))
    }
}
