/// The JSON Schema of recipes, made from the declarations that the parser reads by.
public enum RecipeSchema {
  /// The schema (draft 2020-12) as text.
  ///
  /// It describes a whole recipe: one that has its scenes from a file that it includes is right
  /// for the parser and incomplete for the schema. Where variables are replaced, any text with a
  /// `${name}` fits, whatever the variable holds.
  public static func json() -> String {
    Declarations.recipeMapping.schema().document(
      title: "reel recipe", description: Declarations.recipeMapping.summary)
  }
}
