import type { Finish } from "../../spec/finish.ts";

/** Google's own words for each of ours; the first is said where the upstream had another. */
const words: Readonly<Record<Finish["unified"], readonly [string, ...string[]]>> = {
  stop: ["STOP"],
  // Whether a call was made is seen from the parts.
  "tool-calls": ["STOP"],
  length: ["MAX_TOKENS", "CONTINUATION"],
  "content-filter": [
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "OTHER",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "IMAGE_SAFETY",
  ],
};

/** `finishReason` of a candidate. */
export function finishReason({ unified, raw }: Finish): string {
  const known = words[unified];
  return raw !== undefined && known.includes(raw) ? raw : known[0];
}
