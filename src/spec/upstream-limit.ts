/** How much of a limit an upstream leaves to Parley's account, by the headers of its answer. */
export interface UpstreamLimit {
  /** What is counted, in the upstream's word: `requests`, `tokens`, `input-tokens`, … */
  readonly name: string;
  readonly limit?: number;
  readonly remaining?: number;
  /** Milliseconds until it is full again. */
  readonly resetMs?: number;
}
