internal import FilmVocabulary

extension Declarations {
  static let alerts: Shape<AlertSettings> = alertsMapping.shape(
    "alerts", make: { _ in AlertSettings() }, finish: { alerts, _ in alerts })

  static let alertsMapping = MappingDeclaration<AlertSettings>(
    "the alerts", "Bounds for one stage; a stage that passes one is reported at once.",
    fields: [
      Field(
        "step_seconds", Shapes.number(Rational(1, 4), Rational(1_000_000)),
        "Seconds that a stage may take.", default: "none"
      ) { $0.stepSeconds = $1 },
      Field(
        "memory_mb", Shapes.number(Rational(1), Rational(100_000_000)),
        "Memory that a stage may use, in MB.", default: "none"
      ) { $0.memoryMB = $1 },
      Field(
        "cpu_percent", Shapes.number(Rational(1), Rational(100)),
        "Processor time that a stage may use, in percent of all cores.", default: "none"
      ) { $0.cpuPercent = $1 },
    ])
}
