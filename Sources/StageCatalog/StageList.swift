public import BuildGraph

/// Every stage there is, in the order in which a film comes to be. Adding a stage is one file
/// here, one in the worker's implementations, and one line in each of the two lists.
public enum StageList {
  public static let parameterTypes: [any NodeParameters.Type] = [
    CommandParameters.self,
    ProbeParameters.self,
    ColorTableParameters.self,
    CuesParameters.self,
    SpeechParameters.self,
    WordsParameters.self,
    PictureParameters.self,
    SoundParameters.self,
    RetimeParameters.self,
    SceneMixParameters.self,
    LoudnessParameters.self,
    SoundChunkParameters.self,
    SoundTrackParameters.self,
    SegmentParameters.self,
    SubtitlesParameters.self,
    FilmParameters.self,
    PaletteParameters.self,
    AnimationParameters.self,
    ThumbnailParameters.self,
    FramesParameters.self,
    SimilarityParameters.self,
  ]
}
