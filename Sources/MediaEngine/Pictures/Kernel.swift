/// The kernel by which pictures are scaled and sampled.
public enum Kernel: String, Hashable, Sendable, CaseIterable {
  case bilinear, bicubic, lanczos
}
