internal import FilmVocabulary
public import RecipeLanguage
internal import StageCatalog

extension RenderSettings {
  /// What a profile's output settings mean. Nothing of its schedule is looked at.
  public init(profile: Profile) {
    let encoding = profile.quality.encoding
    let enhancement = profile.mode.enhancement
    self.init(
      encodings: VideoCodec.allCases.map {
        let video = encoding.video($0)
        return VideoEncoding(
          codec: $0, preset: video.preset, crf: video.constantRateFactor, threads: 1)
      },
      audioBitRate: encoding.audioBitRate, opusBitRate: encoding.opusBitRate,
      resampling: Resampling(encoding.scaler),
      motionSampling: Resampling(enhancement.movingStillSampler),
      soundFilterLength: enhancement.resamplerTaps,
      limiterOversampling: enhancement.limiterOversampling)
  }
}

extension Resampling {
  fileprivate init(_ scaler: EncodingSettings.Scaler) {
    switch scaler {
    case .bilinear: self = .bilinear
    case .bicubic: self = .bicubic
    case .lanczos: self = .lanczos
    }
  }

  fileprivate init(_ sampler: EnhancementSettings.Sampler) {
    switch sampler {
    case .bilinear: self = .bilinear
    case .bicubic: self = .bicubic
    case .lanczos3: self = .lanczos
    }
  }
}
