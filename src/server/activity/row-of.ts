import type { KeptContent } from "../../http/content-tap.ts";
import type { ContextPart, ContextReport } from "../../spec/context-report.ts";
import type { NewRequest } from "../../spec/request-log.ts";
import type { RouteReport } from "../../spec/route-report.ts";
import type { RequestFacts } from "./facts.ts";
import { masked } from "./masked.ts";

/** What callers send has a length of their choice. In characters. */
const longestName = 256;

/** Targets, attempts and ids that a record names at most. */
const mostNamed = 50;

/** A request as it is written; with what was said, where it was listened to. */
export function rowOf(facts: RequestFacts, repeats: number): NewRequest {
  const { call, tap } = facts;
  const { route, usage } = call ?? {};
  const { provider, model } = call?.provider === undefined ? failedLast(call) : call;
  return {
    id: facts.id,
    at: facts.at,
    projectId: facts.projectId,
    keyId: facts.keyId,
    endpoint: facts.endpoint,
    method: facts.method,
    status: facts.status,
    outcome: facts.outcome,
    streamed: call?.streamed ?? false,
    asked: shortened(call?.asked),
    provider,
    model: shortened(model),
    errorCode: facts.errorCode,
    waitedMs: whole(route?.waitedMs),
    firstMs: whole(call?.firstEventMs),
    durationMs: Math.round(facts.durationMs),
    inputTokens: usage?.inputTokens,
    outputTokens: usage?.outputTokens,
    costMicros: route?.costMicros,
    address: facts.address,
    userAgent: shortened(facts.userAgent),
    settingsVersion: call?.settingsVersion,
    repeats,
    record: call === undefined ? undefined : recordOf(facts),
    question: textOf(tap?.question, facts.askedType ?? "application/json"),
    answer: textOf(tap?.answer, tap?.type ?? ""),
  };
}

/** Who was asked last, and failed: of a call that nobody answered. */
function failedLast(call: RequestFacts["call"]): { readonly provider?: string; readonly model?: string } {
  const target = call?.outcome === "failed" ? call.route?.attempts.at(-1)?.target : undefined;
  // `provider/model`, and `#label` where the provider has several endpoints.
  const [, provider, model] = /^([^/]+)\/(.+?)(?:#[\w.-]+)?$/.exec(target ?? "") ?? [];
  return provider === undefined || model === undefined ? {} : { provider, model };
}

/** Which way the call went and why, and what it used. Nothing of what was said is in it. */
function recordOf({ call }: RequestFacts): string | undefined {
  const { route, context, usage } = call ?? {};
  if (route === undefined && context === undefined && usage === undefined) return undefined;
  const record = {
    ...(route !== undefined && routeOf(route)),
    context: context && shortContext(context),
    usage,
  };
  return masked(JSON.stringify(record));
}

function routeOf(route: RouteReport): object {
  const { text, strategy, considered, skipped, chosen, attempts, times, shared, warnings } = route;
  return {
    route: {
      text,
      strategy,
      considered: considered.slice(0, mostNamed),
      skipped: skipped.slice(0, mostNamed),
      chosen,
      shared,
    },
    attempts: attempts.slice(0, mostNamed).map((attempt, place) => {
      const { begun, first, ended, costMicros } = times?.[place] ?? {};
      return {
        ...attempt,
        begun_ms: whole(begun),
        first_ms: whole(first),
        ended_ms: whole(ended),
        cost_micros: costMicros,
      };
    }),
    warnings: warnings?.slice(0, mostNamed),
  };
}

function shortContext(context: ContextReport): object {
  const { pinned, recent, recalled, ...rest } = context;
  return { ...rest, pinned: shortPart(pinned), recent: shortPart(recent), recalled: shortPart(recalled) };
}

function shortPart({ ids, ...part }: ContextPart): ContextPart {
  return { ...part, ids: ids.slice(-mostNamed) };
}

/** Sounds and pictures are told by their kind and size alone. */
function textOf(content: KeptContent | undefined, type: string): string | undefined {
  if (content === undefined) return undefined;
  const { bytes, size } = content;
  if (!/^(?:text\/|application\/(?:[\w.-]+\+)?json\b)/i.test(type))
    return `[${masked(type.slice(0, longestName)) || "no media type"}, ${size} bytes]`;
  const text = masked(bytes.toString("utf8"));
  return bytes.length < size ? `${text}\n[cut after ${bytes.length} of ${size} bytes]` : text;
}

function shortened(text: string | undefined): string | undefined {
  return text === undefined ? undefined : masked(text.slice(0, longestName * 2)).slice(0, longestName);
}

function whole(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
