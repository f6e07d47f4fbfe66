import Exchange
import Testing

@Suite struct SheetKindTests {
    @Test(
        "several kinds in one cell are taken apart",
        arguments: [
            ("Food, pet care, clothing/laundry", [SheetKind.groceries, .pets, .other], ["clothing", "laundry"]),
            ("Deliver groceries or supplies to me", [.groceries], []),
            ("Pick up a prescription for me;Financial support", [.prescriptions, .cash], []),
            ("1 on 1 check-ins (phone call, Zoom, etc to touch base with a neighbor)", [.chat], []),
            ("Translation and interpretation into a language other than English", [.translation], []),
            ("Social Services guidance (filing for medicare, unemployment, etc)", [.forms], []),
            ("Other (please describe below)", [.other], []),
            (
                "Housing;Food;Transportation for essential travel;Pet care - food, litter;Clothing;Laundry access",
                [.housing, .groceries, .rides, .pets, .other], ["Clothing", "Laundry access"]
            ),
            ("I do not have resources to share", [], []),
            ("I do not want to volunteer or I cannot volunteer.", [], []),
            ("Provide emotional or spiritual support to people in the community.", [.chat], []),
            ("Bike delivery\nChild care\nTech/admin support", [.groceries, .childcare, .tech, .other], ["admin support"]),
            ("Hot meals", [.meals], []), ("masks, gloves", [.ppe], []), ("fix a tap / plumbing", [.repairs], []),
            ("a ride to the clinic", [.rides], []),
            ("Post office run", [.post], []), ("", [], []), ("none", [], []),
            ("Comida, medicinas y transporte", [.groceries, .prescriptions, .rides], []),
            ("Ayuda económica; cuidado de niños", [.cash, .childcare], []),
            ("Groceries and medicine", [.groceries, .prescriptions], []), ("pick up and carry food", [.groceries], []),
            ("طعام، أدوية", [.groceries, .prescriptions], []),
            ("طعام ودواء", [.groceries, .prescriptions], []), ("رعاية أطفال / ترجمة", [.childcare, .translation], []),
        ] as [(String, [SheetKind], [String])]
    )
    func kinds(text: String, kinds: [SheetKind], rest: [String]) {
        #expect(SheetKind.read(text).kinds == kinds)
        #expect(SheetKind.read(text).unrecognised == rest)
    }
}
