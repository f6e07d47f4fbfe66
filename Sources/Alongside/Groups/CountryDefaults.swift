public import Foundation
public import Kernel

/// What a group in a country most likely wants, so that two people who found one need not look it up. Everything can be changed.
public struct CountryDefaults: Sendable {
    public let country: String
    public let currency: Currency
    public let timeZone: TimeZone
    /// 1 is Sunday.
    public let firstWeekday: Int

    /// Of an ISO 3166 code; of a country that is not known, what Britain has.
    public static func of(_ country: String) -> CountryDefaults {
        let region = country.uppercased()
        let locale = Locale(identifier: "en_\(region)")
        let zone = mainZones[region].flatMap { TimeZone(identifier: $0) } ?? TimeZone(identifier: "Europe/London") ?? .gmt
        let currency = locale.currency.flatMap { Currency(code: $0.identifier) } ?? .gbp
        return CountryDefaults(country: region, currency: currency, timeZone: zone, firstWeekday: weekday(locale.firstDayOfWeek))
    }

    private static func weekday(_ day: Locale.Weekday) -> Int {
        switch day {
        case .sunday: 1
        case .monday: 2
        case .tuesday: 3
        case .wednesday: 4
        case .thursday: 5
        case .friday: 6
        case .saturday: 7
        @unknown default: 2
        }
    }

    /// The zone in which most of a country lives.
    private static let mainZones: [String: String] = [
        "AR": "America/Argentina/Buenos_Aires", "AT": "Europe/Vienna", "AU": "Australia/Sydney", "BD": "Asia/Dhaka", "BE": "Europe/Brussels",
        "BR": "America/Sao_Paulo", "CA": "America/Toronto", "CH": "Europe/Zurich", "CL": "America/Santiago", "CO": "America/Bogota",
        "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "EG": "Africa/Cairo", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
        "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens", "IE": "Europe/Dublin", "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata",
        "IQ": "Asia/Baghdad", "IT": "Europe/Rome", "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KE": "Africa/Nairobi", "LB": "Asia/Beirut",
        "MA": "Africa/Casablanca", "MX": "America/Mexico_City", "NG": "Africa/Lagos", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo",
        "NZ": "Pacific/Auckland", "PH": "Asia/Manila", "PK": "Asia/Karachi", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "SD": "Africa/Khartoum",
        "SE": "Europe/Stockholm", "SO": "Africa/Mogadishu", "SY": "Asia/Damascus", "TR": "Europe/Istanbul", "UA": "Europe/Kyiv",
        "US": "America/New_York", "ZA": "Africa/Johannesburg",
    ]
}
