import type { RequestFilters } from "../../api/requests.ts";

/** The address of the screen: what is looked for, and whether new calls appear. */
export interface RequestSearch extends RequestFilters {
  readonly live?: false;
}

/** What is no filter is left out. */
export function readFilters(search: Readonly<Record<string, unknown>>): RequestSearch {
  const { model, key, status, outcome, slower, dearer, text, live } = search;
  const word = (value: unknown): value is string => typeof value === "string" && value !== "";
  const number = (value: unknown): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return {
    ...(word(model) && { model }),
    ...(word(key) && { key }),
    ...(/^[1-5](?:\d\d|xx)$/.test(String(status)) && { status: String(status) }),
    ...(word(outcome) && { outcome }),
    ...(number(slower) && { slower }),
    ...(number(dearer) && { dearer }),
    ...(word(text) && { text }),
    ...(live === false && { live }),
  };
}

/** A number that somebody wrote, times `times`; `undefined` for nothing, `"fault"` for what is none. */
export function readAmount(words: string, times = 1): number | undefined | "fault" {
  const text = words.trim().replace(",", ".");
  if (text === "") return undefined;
  const amount = Math.round(Number(text) * times);
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : "fault";
}
