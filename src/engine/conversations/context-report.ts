import type { ContextPart, ContextReport } from "../../spec/context-report.ts";
import type { ConversationState, SummaryRow } from "../../spec/context-store.ts";
import type { ContextItem, Why } from "../memory/memory-context.ts";
import type { ChosenMemory } from "./memory-choice.ts";

/** Ids that a part of a report has at most. */
const mostIds = 500;

export interface ReportParts {
  /** Absent where there is none that the caller knows of. */
  readonly conversationId: string | undefined;
  readonly chosen: ChosenMemory;
  readonly items: readonly ContextItem[];
  /** Tokens of what is said now, instructions and tools. */
  readonly input: number;
  /** Of the input. */
  readonly cut: { readonly items: number; readonly tokens: number };
  readonly state: ConversationState | undefined;
  readonly meaning: ContextReport["meaning"];
  readonly warnings: readonly string[];
}

/** What was sent and why, see `ContextReport`. */
export function reportContext(parts: ReportParts): ContextReport {
  const { conversationId, chosen, items, input, cut, state, meaning, warnings } = parts;
  const [pinned, recent, recalled] = (["pinned", "recent", "recalled"] as const).map((why) =>
    partOf(items, why),
  ) as [ContextPart, ContextPart, ContextPart];
  const sent = { items: 0, tokens: 0 };
  for (const part of [pinned, recent, recalled]) {
    sent.items += part.items;
    sent.tokens += part.tokens;
  }
  const summary = items.some(({ why }) => why === "summary") ? state?.summary : undefined;
  const tokens = items.reduce((sum, item) => sum + item.tokens, input);
  const dropped = {
    items: Math.max(0, (state?.items ?? 0) - sent.items) + cut.items,
    tokens: Math.max(0, (state?.tokens ?? 0) - sent.tokens) + cut.tokens,
  };
  return {
    text: inShort({ ...chosen, sent: sent.items, dropped: dropped.items, tokens, summary, warnings }),
    ...(conversationId !== undefined && { conversationId }),
    ...chosen,
    tokens,
    input,
    pinned,
    recent,
    recalled,
    ...(summary !== undefined && {
      summary: { id: summary.id, tokens: summary.tokens, until: summary.until },
    }),
    ...(meaning !== undefined && { meaning }),
    dropped,
    whole: dropped.items === 0,
    overBudget: tokens > chosen.budget,
    warnings,
  };
}

/** Memory's own notes have no id, and are in no part. */
function partOf(items: readonly ContextItem[], why: Why): ContextPart {
  const ids: string[] = [];
  let tokens = 0;
  for (const item of items) {
    if (item.why !== why || item.id === undefined) continue;
    ids.push(item.id);
    tokens += item.tokens;
  }
  return { items: ids.length, tokens, ids: ids.slice(-mostIds) };
}

interface Short extends Pick<ChosenMemory, "policy" | "budget"> {
  readonly sent: number;
  readonly dropped: number;
  readonly tokens: number;
  readonly summary: SummaryRow | undefined;
  readonly warnings: readonly string[];
}

/** Longest text, in characters: it is a header of the answer. */
const longest = 300;

function inShort({ policy, budget, sent, dropped, tokens, summary, warnings }: Short): string {
  const parts = [
    policy,
    `${sent} of ${sent + dropped} items`,
    `${tokens} of ${budget} tokens`,
    ...(summary === undefined ? [] : ["a summary"]),
    ...warnings,
  ];
  return parts.join("; ").slice(0, longest);
}
