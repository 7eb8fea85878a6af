import { known } from "../../lib/json-values.ts";
import type { RequestFilter } from "../../spec/request-log.ts";
import { UsageError } from "../exit.ts";
import { pointInTime } from "../points-in-time.ts";
import { wholeNumber } from "../subject-options.ts";

export interface FilterOptions {
  readonly project?: readonly string[];
  readonly key?: readonly string[];
  readonly model?: readonly string[];
  readonly provider?: readonly string[];
  readonly status?: readonly string[];
  readonly error?: readonly string[];
  readonly slower?: string;
  readonly dearer?: string;
  readonly text?: string;
  readonly since?: string;
  readonly until?: string;
}

const longestText = 200;

/** What the options ask for. Throws a `UsageError`. */
export function filterOf(options: FilterOptions, now: number): RequestFilter {
  const { slower, dearer, text, since, until } = options;
  if (text !== undefined && (text === "" || text.length > longestText))
    throw new UsageError(`--text must have 1 to ${longestText} characters.`);
  return known<RequestFilter>({
    projectIds: options.project,
    keyIds: options.key,
    models: options.model,
    providers: options.provider,
    statuses: options.status?.map(rangeOf),
    errorCodes: options.error,
    outcomes: undefined,
    leastMs: slower === undefined ? undefined : wholeNumber("--slower", slower),
    mostMs: undefined,
    leastMicros: dearer === undefined ? undefined : wholeNumber("--dearer", dearer),
    mostMicros: undefined,
    text,
    from: since === undefined ? undefined : pointInTime("--since", since, now),
    until: until === undefined ? undefined : pointInTime("--until", until, now),
  });
}

function rangeOf(status: string): { readonly from: number; readonly to: number } {
  if (!/^[1-5](?:\d\d|xx)$/.test(status))
    throw new UsageError(
      `--status must be a status such as 429, or all of a kind such as 5xx, not ${status}.`,
    );
  return { from: Number(status.replace("xx", "00")), to: Number(status.replace("xx", "99")) };
}
