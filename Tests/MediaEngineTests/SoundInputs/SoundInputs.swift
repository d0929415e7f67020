extension SoundInput {
  /// Every kind of sound that arrives, one line each.
  static let all: [SoundInput] =
    channelKinds + rateKinds + sampleKinds + codecKinds + containerKinds + timeKinds + joinKinds
    + oddKinds
}
