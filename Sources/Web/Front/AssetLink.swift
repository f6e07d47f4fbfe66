import Markup

/// The address of one asset as it is now.
struct AssetLink: Link {
    let name: String
    let tag: String

    var path: String { Site.asset(name).path + "?v=" + tag }
}
