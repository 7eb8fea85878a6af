import { wrongCredentials } from "../../wrong-credentials.ts";
import type { Anomaly, AnomalyRule } from "../../../spec/anomaly.ts";
import type { RequestTrace } from "../../../spec/request-log.ts";

/** What a rule has to say of a request. */
export type Finding = Pick<Anomaly, "subject" | "projectId" | "keyId" | "address" | "details">;

/** What a rule remembers of a subject after a request, and what it found in that request. */
export interface Step<State> {
  readonly state: State;
  readonly finding?: Finding;
}

/** Looks for one kind of the unusual. It has no memory of its own, and no clock: requests bring their time. */
export interface Rule<State> {
  readonly name: AnomalyRule;
  /** After it has told of a subject, it says nothing of that one for so many milliseconds. */
  readonly pause: number;
  /** Of what it keeps a state; `undefined` for requests that do not concern it. */
  subjectOf(row: RequestTrace): string | undefined;
  /** `state` is that of the subject; `undefined` for its first request. Requests come about in the order of time. */
  see(state: State | undefined, row: RequestTrace): Step<State>;
}

export const minute = 60_000;
export const hour = 60 * minute;

/** Who and where, as far as a request says it. */
export function whoOf({
  projectId,
  keyId,
  address,
}: RequestTrace): Pick<Finding, "projectId" | "keyId" | "address"> {
  return {
    ...(projectId !== undefined && { projectId }),
    ...(keyId !== undefined && { keyId }),
    ...(address !== undefined && { address }),
  };
}

/** Whether nobody knows who called: also where too many such calls came, and were told that. */
export function isStranger({ status, errorCode = "" }: Pick<RequestTrace, "status" | "errorCode">): boolean {
  return status === 401 || (status === 429 && (wrongCredentials as ReadonlySet<string>).has(errorCode));
}
