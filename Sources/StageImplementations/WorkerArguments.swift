internal import MediaEngine

/// What a worker's command line may ask for. reel itself asks for nothing.
public enum WorkerArguments {
  /// Does without the processor's vector instructions: a test shows that no byte depends on them.
  private static let plainProcessor = "--plain-processor"

  public static func apply(_ arguments: [String]) {
    if arguments.contains(plainProcessor) { ProcessorFeatures.usePlainOnly() }
  }
}
