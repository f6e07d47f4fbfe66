import Kernel
import Storage
import Words

/// The pot that a new group's money lies in, named in the group's first language.
enum FirstPotStore {
    static func insert(of group: Group, in house: House, _ transaction: any Transaction) throws {
        let name = house.wording(group.mainLanguage, in: group)("found.pot.fund")
        let id: ID<FirstPotNoun> = house.newID()
        try transaction.execute(
            "INSERT INTO pot (group_id, pot_id, name, position) VALUES ($1, $2, $3, 0)", [group.id.stored, id.stored, .text(name)]
        )
    }

    private enum FirstPotNoun {}
}
