/// The declarations of everything that a recipe may hold, one file for each part.
enum Declarations {}
