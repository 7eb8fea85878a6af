export interface BudgetsSearch {
  /** The one whose course is shown. */
  readonly budget?: string;
}

/** What the address says; whatever it does not know is left out. */
export function budgetsSearchOf({ budget }: Readonly<Record<string, unknown>>): BudgetsSearch {
  return typeof budget === "string" && /^bud_\w+$/.test(budget) ? { budget } : {};
}
