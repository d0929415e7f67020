/// All faults, in the order of the table.
enum FaultList {
  static let all: [any Fault] = [
    KillBuild(),
    KillAtEvent(),
    KillAtCall(),
    FailingCall(),
    KillWorker(),
    StopWorker(),
    Interrupt(),
    DamageArtifacts(),
    DamageIndex(),
    LoseStoreFiles(),
    DamageAndKill(),
    DiskFull(),
    FileSizeLimit(),
    ReadOnlyDisk(),
    SideBySide(),
    CollectBeside(),
    MisleadingTimes(),
    ChangingSource(),
    TamperedOutput(),
    VanishingFolder(),
    NonsenseWorker(),
    ClosedStreams(),
  ]
}
