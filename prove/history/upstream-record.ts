/** One request in the upstream's own books. */
export interface UpstreamRecord {
  /** `x-client-request-id`: `<call id>-<attempt>`. */
  readonly requestId?: string;
  /** The client's own name for the call. */
  readonly user: string;
  /** The provider under whose address it came. */
  readonly provider: string;
  readonly promptTokens: number;
  /** Tokens made, and so billed: of a cancelled request those made until the cancellation was noticed. */
  readonly completionTokens: number;
  /** `open`: the books were read before it ended. */
  readonly status: "completed" | "cancelled" | "open";
}
