// swift-tools-version: 6.2
import PackageDescription

/// Settings for every module of ours: Swift 6 mode with the three upcoming features that keep imports and existentials explicit.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Modules in whose loops tests would spend their time are optimised in debug builds too, with what a debug build checks still checked: see CONTRIBUTING.md.
let fast: [SwiftSetting] =
    house + [
        .unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-assert-config", "Debug"], .when(configuration: .debug))
    ]

let package = Package(
    name: "alongside",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "alongside", targets: ["Main"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.1"),
    ],
    targets: [
        // What all else stands on.
        .target(name: "Kernel", swiftSettings: fast),
        .target(name: "Engine", dependencies: ["Kernel"], swiftSettings: fast),
        .target(name: "Words", dependencies: ["Kernel"], resources: [.copy("Catalogs")], swiftSettings: fast),
        .target(
            name: "Sealing",
            dependencies: ["Kernel", "CSodium", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: fast
        ),
        .target(name: "Storage", dependencies: ["Kernel"], swiftSettings: house),
        .target(
            name: "StorageSQLite",
            dependencies: ["Kernel", "Storage", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house
        ),
        .target(name: "StoragePostgres", dependencies: ["Kernel", "Storage", "CPostgres"], swiftSettings: house),
        .target(name: "Markup", dependencies: ["Kernel", "Words"], swiftSettings: fast),
        .target(name: "Images", dependencies: ["Kernel", "CGraphics", "CPosix"], swiftSettings: house),
        .target(name: "Workbooks", dependencies: ["Kernel", "CZip", "CExpat"], swiftSettings: fast),

        // The product.
        .target(name: "Alongside", dependencies: ["Kernel", "Engine", "Words", "Sealing", "Storage"], swiftSettings: house),
        .target(
            name: "Exchange",
            dependencies: ["Kernel", "Words", "Storage", "Workbooks", "Alongside"],
            resources: [.copy("Rules")],
            swiftSettings: fast
        ),
        .target(
            name: "Simulation",
            dependencies: ["Kernel", "Words", "Storage", "Sealing", "Alongside"],
            swiftSettings: house
        ),
        .target(
            name: "Web",
            dependencies: ["Kernel", "Words", "Markup", "Storage", "Sealing", "Images", "Engine", "Alongside", "Exchange"],
            resources: [.copy("Assets")],
            swiftSettings: house
        ),

        // Putting the parts together.
        .target(
            name: "App",
            dependencies: [
                "Kernel", "Words", "Storage", "StorageSQLite", "StoragePostgres", "Sealing", "Images", "Alongside", "Exchange", "Simulation", "Web",
                "CPosix", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "Main",
            dependencies: [
                "App", "Kernel", "Images",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house
        ),

        // System libraries, and the few calls that Swift cannot make itself.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CGraphics", pkgConfig: "libheif", providers: [.apt(["libgd-dev", "libheif-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "CPosix"),

        // Tests. `TestKit` is the small world that they share, `ProgramKit` starts other programs.
        .target(name: "CProgram", path: "Tests/CProgram"),
        .target(name: "ProgramKit", dependencies: ["CProgram"], path: "Tests/ProgramKit", swiftSettings: house),
        .target(
            name: "TestKit",
            dependencies: ["Kernel", "Words", "Storage", "StorageSQLite", "StoragePostgres", "Sealing", "Alongside", "Simulation", "Web", "App"],
            path: "Tests/TestKit",
            swiftSettings: house
        ),
        .testTarget(name: "KernelTests", dependencies: ["Kernel"], swiftSettings: house),
        .testTarget(name: "WordsTests", dependencies: ["Kernel", "Words"], swiftSettings: house),
        .testTarget(name: "SealingTests", dependencies: ["Kernel", "Sealing"], swiftSettings: house),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Kernel", "Storage", "StorageSQLite", "StoragePostgres", "ProgramKit"],
            swiftSettings: house
        ),
        .testTarget(name: "EngineTests", dependencies: ["Kernel", "Engine"], swiftSettings: house),
        .testTarget(name: "MarkupTests", dependencies: ["Kernel", "Words", "Markup"], swiftSettings: house),
        .testTarget(name: "ImagesTests", dependencies: ["Kernel", "Images"], swiftSettings: house),
        .testTarget(name: "WorkbooksTests", dependencies: ["Workbooks"], swiftSettings: house),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Kernel", "Words", "Exchange", "Alongside", "TestKit", "ProgramKit", "Storage"],
            swiftSettings: house
        ),
        .testTarget(
            name: "AlongsideTests",
            dependencies: ["Kernel", "Words", "Storage", "Sealing", "Engine", "Alongside", "TestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Kernel", "Words", "Markup", "Storage", "StorageSQLite", "Sealing", "Alongside", "Web", "TestKit", "Images", "App",
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "Kernel", "Words", "Storage", "StorageSQLite", "Sealing", "Alongside", "Exchange", "App", "Simulation", "TestKit", "ProgramKit",
                "Web",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "HouseTests", dependencies: ["Kernel"], swiftSettings: fast),
    ],
    swiftLanguageModes: [.v6]
)
