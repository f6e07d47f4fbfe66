public import Kernel

/// A sheet of streets and landmarks (CSV): a row a stretch of street. Columns are known by their heading, in three languages and in any order.
public struct PlaceSheet: Sendable {
    public struct Row: Sendable, Equatable {
        /// The line of the file, from 1.
        public var line: Int
        public var name: String
        public var numbers: ClosedRange<Int>?
        public var side: GazetteerEntry.Side
        public var postcode: String?
        /// The name of a zone or pod as it stands in the file.
        public var place: String?
        public var point: Coordinate?
    }

    public var rows: [Row]
    /// Lines that could not be read, with the last part of the reason's key (`places.row.<reason>`).
    public var problems: [(line: Int, reason: String)]

    public static let mostRows = 50_000

    enum Column: CaseIterable { case name, numbers, from, to, side, postcode, zone, pod, latitude, longitude }

    private static let headings: [Column: [String]] = [
        .name: [
            "name", "street", "road", "landmark", "place", "address", "calle", "nombre", "lugar", "dirección", "الشارع", "شارع", "الاسم", "المكان",
        ],
        .numbers: ["numbers", "number", "range", "números", "numero", "الأرقام", "الرقم"], .from: ["from", "number from", "desde", "de", "من"],
        .to: ["to", "number to", "hasta", "a", "إلى"], .side: ["side", "parity", "odd even", "lado", "par impar", "الجهة"],
        .postcode: ["postcode", "post code", "zip", "zip code", "postal code", "código postal", "cp", "الرمز البريدي"],
        .zone: ["zone", "area", "zona", "área", "المنطقة"], .pod: ["pod", "block", "núcleo", "manzana", "الحلقة"],
        .latitude: ["latitude", "lat", "latitud", "خط العرض"], .longitude: ["longitude", "lon", "lng", "long", "longitud", "خط الطول"],
    ]

    /// Throws `.invalid` on the field `file` when there is no column of names.
    public init(_ text: String) throws {
        let table = SeparatedText.rows(text)
        guard let head = table.first else { throw Problem.invalid("file", "places.problem.empty") }
        let columns = Self.columns(of: head.cells)
        guard columns[.name] != nil else { throw Problem.invalid("file", "places.problem.noName") }
        guard table.count - 1 <= Self.mostRows else { throw Problem.invalid("file", "places.problem.many", ["most": String(Self.mostRows)]) }
        rows = []
        problems = []
        for row in table.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
            func cell(_ column: Column) -> String? {
                guard let index = columns[column], row.cells.indices.contains(index), !row.cells[index].isEmpty else { return nil }
                return row.cells[index]
            }
            switch Self.read(row.line, cell) {
            case .success(let read): rows.append(read)
            case .failure(let fault): problems.append((row.line, fault.reason))
            }
        }
    }

    struct Fault: Error { let reason: String }

    private static func columns(of head: [String]) -> [Column: Int] {
        var out: [Column: Int] = [:]
        for (index, title) in head.enumerated() {
            let folded = Folding.fold(title)
            for (column, names) in headings where out[column] == nil && names.contains(where: { Folding.fold($0) == folded }) {
                out[column] = index
                break
            }
        }
        return out
    }

    private static func read(_ line: Int, _ cell: (Column) -> String?) -> Result<Row, Fault> {
        guard let name = cell(.name) else { return .failure(Fault(reason: "name")) }
        guard name.count <= 120, !PlaceWords.canonical(name).isEmpty else { return .failure(Fault(reason: "name")) }
        var numbers: ClosedRange<Int>?
        var side = GazetteerEntry.Side.both
        let typed = cell(.numbers) ?? cell(.from).map { from in from + "-" + (cell(.to) ?? from) }
        if let typed {
            guard let read = HouseNumbers.read(typed) else { return .failure(Fault(reason: "numbers")) }
            numbers = read.numbers
            side = read.side
        }
        if let word = cell(.side) {
            guard let read = HouseNumbers.side(word) else { return .failure(Fault(reason: "side")) }
            side = read
        }
        var point: Coordinate?
        if let latitude = cell(.latitude), let longitude = cell(.longitude) {
            guard let north = Double(latitude.replacing(",", with: ".")), let east = Double(longitude.replacing(",", with: ".")),
                let read = Coordinate(latitude: north, longitude: east)
            else { return .failure(Fault(reason: "point")) }
            point = read
        }
        let postcode = cell(.postcode)
        guard (postcode ?? "").count <= 12 else { return .failure(Fault(reason: "postcode")) }
        return .success(
            Row(line: line, name: name, numbers: numbers, side: side, postcode: postcode, place: cell(.pod) ?? cell(.zone), point: point)
        )
    }
}
