import App
import ArgumentParser

/// Where the installation lies: the options that every command has.
struct FolderOptions: ParsableArguments {
    @Option(help: "The folder of the installation.")
    var data: String

    @Option(help: "The folder of its keys; DATA.keys unless given.")
    var keys: String?

    var folder: DataFolder { DataFolder(data, keys: keys) }
}
