internal import MediaEngine
internal import StageCatalog

extension Kernel {
  init(_ resampling: Resampling) {
    self =
      switch resampling {
      case .bilinear: .bilinear
      case .bicubic: .bicubic
      case .lanczos: .lanczos
      }
  }
}
