/** The ways to an answer. */
export const doors = ["provider", "local", "rehearse"] as const;
export type Door = (typeof doors)[number];

export interface WelcomeSearch {
  readonly door?: Door;
}

/** What is not known is left out. */
export function welcomeSearchOf({ door }: Readonly<Record<string, unknown>>): WelcomeSearch {
  const known = doors.find((name) => name === door);
  return known === undefined ? {} : { door: known };
}
