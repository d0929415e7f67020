/// The JSON Schema of recipes, made from the declarations that the parser reads by.
public enum RecipeSchema {
  /// The schema (draft 2020-12) as text.
  ///
  /// It describes recipes without variables: a `${name}` where a number is asked for is more
  /// than a schema can follow.
  public static func json() -> String {
    Declarations.recipeMapping.schema().document(
      title: "reel recipe", description: Declarations.recipeMapping.summary)
  }
}
