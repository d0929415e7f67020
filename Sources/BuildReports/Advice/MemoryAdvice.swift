/// Rules about memory.
enum MemoryAdvice {
  @Sendable static func cap(_ report: BuildReport) -> Advice? {
    let held = report.heldBackSeconds
    guard let cap = report.setting.memoryCap, report.setting.jobs > 1, held >= 1,
      held >= 0.05 * report.totalSeconds
    else { return nil }
    let machine = report.setting.machineMemory
    let advice =
      Double(machine) > 1.1 * Double(cap)
      ? "Raise 'max_memory_gb' in the profile; the machine has \(HumanUnits.bytes(machine)). Or "
        + "lower 'jobs', so that each has more."
      : "Lower 'jobs', or the size of the frames: the cap is all that the machine has."
    return Advice(
      rule: "memory-cap",
      finding: "For \(HumanUnits.duration(held)) of \(HumanUnits.duration(report.totalSeconds)) a "
        + "job was free and a stage ready, but the stages that ran were expected to need all of "
        + "the \(HumanUnits.bytes(cap)) that they may use.",
      action: advice)
  }

  @Sendable static func full(_ report: BuildReport) -> Advice? {
    let machine = report.setting.machineMemory
    guard let peak = report.peakTotalMemory, machine > 0, Double(peak) > 0.9 * Double(machine)
    else { return nil }
    return Advice(
      rule: "memory-full",
      finding: "The build used up to \(HumanUnits.bytes(peak)) of the machine's "
        + "\(HumanUnits.bytes(machine)).",
      action: "Lower 'max_memory_gb' or 'jobs' in the profile, before the machine begins to swap.")
  }
}
