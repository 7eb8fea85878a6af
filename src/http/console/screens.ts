/**
 * The addresses of the console's screens, below which each has its own. All are answered with the same page, which then
 * draws the right one; whatever is not here is unknown, as everywhere in the API.
 */
export const screens = [
  "welcome",
  "sign-in",
  "playground",
  "conversations",
  "requests",
  "usage",
  "keys",
  "projects",
  "models",
  "security",
  "reference",
  "settings",
] as const;
