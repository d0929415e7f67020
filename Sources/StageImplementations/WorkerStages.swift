public import WorkerProtocol

/// Every stage that a worker can run, in the catalogue's order. A test holds the two lists
/// together.
public enum WorkerStages {
  public static let all: [any StageImplementation.Type] = [
    CommandStage.self,
    ProbeStage.self,
    ColorTableStage.self,
    CuesStage.self,
    SpeechStage.self,
    WordsStage.self,
    PictureStage.self,
    SoundStage.self,
    RetimeStage.self,
    SceneMixStage.self,
    LoudnessStage.self,
    SoundChunkStage.self,
    SoundTrackStage.self,
    SegmentStage.self,
    SubtitlesStage.self,
    FilmStage.self,
    PaletteStage.self,
    AnimationStage.self,
    ThumbnailStage.self,
    FramesStage.self,
    SimilarityStage.self,
  ]
}
