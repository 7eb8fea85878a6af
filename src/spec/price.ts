/** What tokens cost, in micro-units (millionths of a US dollar) for 1,000,000 of them: $0.25 is 250,000. */
export interface TokenPrices {
  readonly input?: number;
  /** Input that was read from the prompt cache; where it is absent, such tokens cost what `input` says. */
  readonly cached?: number;
  /** Input that was written to the prompt cache; where it is absent, such tokens cost what `input` says. */
  readonly cacheWrite?: number;
  /** Reasoning is part of it. */
  readonly output?: number;
}

/** What a model's upstream asks. All prices are integers ≥ 0. One that nobody told us is absent, never 0. */
export interface Price extends TokenPrices {
  /** Micro-units for one image, and not for a million. */
  readonly image?: number;
  /** What holds for the whole attempt instead when it has more input tokens than `above`. */
  readonly long?: TokenPrices & { readonly above: number };
}

/** The prices known to this process. It does not change while the process lives. */
export interface PriceList {
  /** Goes into each row of the ledger: the date of the table, and a fingerprint of what the settings add to it. */
  readonly version: string;
  /** `provider` is the name in the settings, `model` the upstream's name. `undefined` when no price of it is known. */
  priceOf(provider: string, model: string): Price | undefined;
  /** The most tokens that the model can answer with; `undefined` when unknown. */
  outputLimitOf?(provider: string, model: string): number | undefined;
}
