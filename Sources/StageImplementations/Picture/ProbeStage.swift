internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Reads a media file's streams and the times of its pictures.
public enum ProbeStage: StageImplementation {
  public static func run(_ parameters: ProbeParameters, in context: StageContext) throws {
    let clip = try context.input("clip")
    try StageError.mapping {
      let info = try MediaProbe.probe(clip) { fraction in
        try context.checkCancelled()
        context.progress(fraction)
      }
      try context.write(json: MediaDescription(info), to: "info")
      if let index = info.index {
        try index.write(to: context.output("index"))
      } else {
        try context.write([], to: "index")
      }
    }
  }
}

extension MediaDescription {
  init(_ info: MediaInfo) {
    let kind: Kind =
      switch info.kind {
      case .still: .still
      case .video: .video
      case .sound: .sound
      }
    self.init(
      kind: kind,
      video: info.video.map {
        Video(
          width: $0.width, height: $0.height, duration: $0.duration, hasAlpha: $0.hasAlpha,
          rounds: $0.rounds)
      },
      sound: info.sound.map { Sound(sampleRate: $0.sampleRate, channels: $0.channels) })
  }
}
