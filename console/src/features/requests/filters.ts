import type { RequestFilters } from "../../api/requests.ts";

/** The filters as the address of the screen has them: whatever is no filter is left out. */
export function readFilters(search: Readonly<Record<string, unknown>>): RequestFilters {
  const { model, key, status, outcome, slower, dearer, text } = search;
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
  };
}
