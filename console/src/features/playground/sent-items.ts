import type { ContextPreview, ContextReason, ConversationItem } from "../../api/conversations.ts";
import { spokenText, textOf } from "../../ui/spoken-text.ts";

/** The parts of a call's record that say what was sent of what was said before; see `ContextReport`. */
export interface SentReport {
  readonly policy?: string;
  readonly policyBy?: string;
  readonly budget?: number;
  readonly budgetBy?: string;
  readonly tokens?: number;
  readonly input?: number;
  readonly whole?: boolean;
  readonly dropped?: { readonly items: number; readonly tokens: number };
  readonly warnings?: readonly string[];
  readonly summary?: { readonly id: string };
  readonly pinned?: { readonly ids: readonly string[] };
  readonly recent?: { readonly ids: readonly string[] };
  readonly recalled?: { readonly ids: readonly string[] };
}

/** What a preview says, as the record of the call would say it. */
export function reportOf(preview: ContextPreview): SentReport {
  const { items, dropped_items, dropped_tokens, warnings } = preview;
  const part = (reason: ContextReason) => ({
    ids: items.flatMap(({ id, why }) => (why === reason && id !== null ? [id] : [])),
  });
  const [summary] = part("summary").ids;
  return {
    policy: preview.policy,
    policyBy: preview.policy_by,
    budget: preview.max_tokens,
    budgetBy: preview.max_tokens_by,
    tokens: preview.tokens,
    input: preview.input_tokens,
    whole: dropped_items === 0,
    dropped: { items: dropped_items, tokens: dropped_tokens },
    warnings,
    ...(summary !== undefined && { summary: { id: summary } }),
    pinned: part("pinned"),
    recent: part("recent"),
    recalled: part("recalled"),
  };
}

export interface SentLine {
  readonly id: string;
  readonly why: ContextReason | "dropped";
  readonly who: string;
  readonly words: string;
}

/** So much of an item tells which one it is, in characters. */
const beginning = 300;

/** What was said before, each with the reason for which it was sent, or that it was left out. */
export function sentLines(
  items: readonly ConversationItem[],
  report: SentReport | undefined,
): readonly SentLine[] {
  const why = new Map<string, ContextReason>();
  for (const reason of ["recent", "recalled", "pinned"] as const)
    for (const id of report?.[reason]?.ids ?? []) why.set(id, reason);
  return items.map((item) => ({
    id: item.id,
    // Where nothing was left out, whatever was not named was sent all the same: of long lists only the newest are.
    why: why.get(item.id) ?? (report?.whole === false ? "dropped" : "recent"),
    who: item.role ?? item.type,
    words: wordsOf(item).slice(0, beginning),
  }));
}

function wordsOf(item: ConversationItem): string {
  if (item.type === "reasoning") return textOf(item.summary ?? []);
  return spokenText(item) ?? `${item.name ?? ""} ${item.arguments ?? item.input ?? ""}`.trim();
}
