/** Bounds of what callers store, in the words of OpenAI's API description of 2026-08-21 unless noted otherwise. */
export const conversationLimits = {
  /** Items of one request: "you may add up to 20 items at a time". */
  itemsPerRequest: 20,
  /** Labels: 16 pairs, keys of 64 characters and values of 512. */
  metadataPairs: 16,
  metadataKey: 64,
  metadataValue: 512,
  /** Items of a page. */
  itemsPerPage: 100,
  /** Items that are listed where nobody says how many. */
  itemsPerPageUsually: 20,
  /** Lines of an import: our own bound. A conversation of years has fewer. */
  importedLines: 50_000,
  /** Of a context, in tokens: our own bound, and that of the settings. */
  mostContextTokens: 10_000_000,
  /** Until a conversation's end, in seconds: our own bounds, a second and ten years. */
  leastExpiry: 1,
  mostExpiry: 315_360_000,
} as const;
