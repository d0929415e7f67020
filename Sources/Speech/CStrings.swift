extension String {
  /// `withCString`, for work that throws a typed error.
  func withCStringTyped<Value, Failure: Error>(
    _ body: (UnsafePointer<CChar>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let result = withCString { pointer -> Result<Value, Failure> in
      do throws(Failure) { return .success(try body(pointer)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
