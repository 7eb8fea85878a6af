import { RefusedKey } from "../../admin/audit/refused-key.ts";
import type { EndedCall } from "../../http/call-notes.ts";
import { underlying } from "../../admin/wrong-credentials.ts";
import { clientAddress } from "../../http/client-address.ts";
import type { ContentTap } from "../../http/content-tap.ts";
import type { Exchange } from "../../http/exchange.ts";
import { timeOfId } from "../../lib/random-id.ts";
import type { CallReport } from "../../engine/observer.ts";
import type { RequestOutcome } from "../../spec/request-log.ts";

/** What is known of a request when it is over. Nothing in it holds its body, or its connection. */
export interface RequestFacts {
  readonly id: string;
  readonly at: number;
  readonly projectId?: string | undefined;
  readonly keyId?: string | undefined;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly outcome: RequestOutcome;
  readonly errorCode?: string | undefined;
  readonly durationMs: number;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly call?: EndedCall | undefined;
  readonly tap?: ContentTap | undefined;
  /** The media type of what was asked. */
  readonly askedType?: string | undefined;
}

/** Nginx's number for a caller who left before there was an answer. */
const leftEarly = 499;

/** Of what was never asked of anybody: floods of these are counted, and not written one by one. */
const refusals: ReadonlySet<number> = new Set([401, 403, 429, 503]);

/** What a request was, once it is answered; to be completed with its call's end. */
export function factsOf(exchange: Exchange): (call: EndedCall | undefined) => RequestFacts {
  const { id, request, response, route, known, notes, tap, begun } = exchange;
  // Who is told that he tries too often is in the log with what he tries.
  const error = underlying(notes.error);
  const status = response.headersSent ? response.statusCode : leftEarly;
  const answeredMs = performance.now() - begun;
  const userAgent = request.headers["user-agent"];
  const address = clientAddress(request);
  const retired = error?.cause instanceof RefusedKey ? error.cause : undefined;
  const common = {
    id,
    at: timeOfId(id) ?? 0,
    projectId: known?.projectId ?? retired?.projectId,
    keyId: known?.keyId ?? retired?.who.id,
    endpoint: route?.path ?? "unknown",
    method: route?.method ?? "other",
    status,
    address: address === "" ? undefined : address,
    userAgent,
    tap,
    askedType: request.headers["content-type"],
  };
  return (call) => ({
    ...common,
    outcome: outcomeOf(status, call, error !== undefined),
    errorCode: call?.errorCode ?? error?.code,
    // What goes on without its caller takes as long as it takes.
    durationMs: Math.max(answeredMs, call?.durationMs ?? 0),
    call,
  });
}

/** A call that Parley made by itself, such as for a summary. */
export function ownFacts({ call, ...end }: CallReport): RequestFacts {
  const { id, principal, model, stream } = call;
  return {
    id,
    at: timeOfId(id) ?? 0,
    projectId: principal.projectId,
    keyId: principal.keyId,
    endpoint: "internal",
    method: "other",
    status: end.outcome === "ended" ? 200 : end.outcome === "cancelled" ? leftEarly : 502,
    outcome: end.outcome,
    errorCode: end.errorCode,
    durationMs: end.durationMs,
    call: { ...end, asked: model, streamed: stream },
  };
}

/** Whether nobody was asked because the request was not to be let in, or not now. */
export function isRefusal({ status, outcome }: Pick<RequestFacts, "status" | "outcome">): boolean {
  return outcome === "refused" && refusals.has(status);
}

function outcomeOf(status: number, call: EndedCall | undefined, failed: boolean): RequestOutcome {
  if (call === undefined) return status === leftEarly ? "cancelled" : failed ? "refused" : "ended";
  const asked = call.provider !== undefined || (call.route?.attempts.length ?? 0) > 0;
  return call.outcome === "failed" && !asked ? "refused" : call.outcome;
}
