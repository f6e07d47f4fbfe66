/// Why a workbook cannot be read, or not be read on.
public enum WorkbookFault: Error, Hashable, Sendable {
    /// No XLSX and no ODS, or one without a sheet.
    case notWorkbook
    /// Locked with a password.
    case locked
    /// Damaged, cut short, or not as its format demands.
    case damaged
    /// More behind its compression than any honest sheet needs.
    case big
    /// A cell far to the right, in this row of the sheet.
    case columns(row: Int)
    /// A cell with more in it than any honest one, in this row of the sheet.
    case cell(row: Int)
}
