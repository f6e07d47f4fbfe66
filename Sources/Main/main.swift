import Images

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// A picture is decoded by this program in a process of its own, before anything else of it has begun.
if CommandLine.arguments.dropFirst().first == PictureWorker.subcommand { exit(PictureWorker.run()) }

await Program.begin()
