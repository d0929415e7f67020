internal import BuildGraph

/// A build as a trace in the format of Chrome's tracing, which Perfetto reads as well.
///
/// The format is described in the document "Trace Event Format" of the Chromium project; times
/// are in microseconds.
public enum TraceFile {
  public static func text(_ recorder: BuildRecorder) -> String {
    var events: [JSONText] = [
      .object([
        ("name", "process_name"), ("ph", "M"), ("pid", .integer(1)),
        ("args", .object([("name", "reel")])),
      ])
    ]
    for span in recorder.spans {
      events.append(
        .object([
          ("name", .string(span.label)), ("cat", .string(span.stage)), ("ph", "X"),
          ("pid", .integer(1)), ("tid", .integer(span.lane + 1)),
          ("ts", .integer(Int(span.start * 1_000_000))),
          ("dur", .integer(Int((span.end - span.start) * 1_000_000))),
          (
            "args",
            .object([
              ("stage", .string(span.stage)), ("cpu_seconds", .decimal(span.cpuSeconds, digits: 3)),
              ("memory_bytes", .integer(Int(span.peakMemory))),
            ])
          ),
        ]))
    }
    return JSONText.object([
      ("displayTimeUnit", "ms"), ("traceEvents", .array(events)),
    ]).compact + "\n"
  }
}
