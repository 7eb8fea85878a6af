/** Tokens of one answer, as integers. What the upstream did not say is absent, never 0. */
export interface Usage {
  readonly inputTokens?: number;
  /** Part of `inputTokens` that the upstream read from its prompt cache. */
  readonly cachedTokens?: number;
  /** Part of `inputTokens` that the upstream wrote to its prompt cache. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens?: number;
  /** Part of `outputTokens` that was spent on reasoning. */
  readonly reasoningTokens?: number;
  /** Parts of `inputTokens`. */
  readonly inputAudioTokens?: number;
  readonly inputImageTokens?: number;
  /** Parts of `outputTokens`. */
  readonly outputAudioTokens?: number;
  readonly outputImageTokens?: number;
  /** Pictures that were made. */
  readonly images?: number;
}
