/// The JSON Schema of profiles, made from the declarations that the parser reads by.
public enum ProfileSchema {
  /// The schema (draft 2020-12) as text.
  public static func json() -> String {
    ProfileDeclaration.mapping.schema().document(
      title: "reel profile", description: ProfileDeclaration.mapping.summary)
  }
}
