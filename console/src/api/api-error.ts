/** What the API said no with. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP's; 0 where no answer came. */
  readonly status: number;
  /** Such as `invalid_api_key`; `null` where the API gives none. */
  readonly code: string | null;
  /** The row of the API's closed table of errors, which has a name for every case; `null` where no head told it. */
  readonly reason: string | null;
  /** The path of what is wrong in the request. */
  readonly param: string | null;
  /** For whoever looks into the log. */
  readonly requestId: string | null;

  constructor(
    message: string,
    told: {
      readonly status: number;
      readonly code?: string | null;
      readonly reason?: string | null;
      readonly param?: string | null;
      readonly requestId?: string | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: told.cause });
    this.status = told.status;
    this.code = told.code ?? null;
    this.reason = told.reason ?? null;
    this.param = told.param ?? null;
    this.requestId = told.requestId ?? null;
  }
}
