import { ParleyError } from "../../spec/errors.ts";
import type { MemoryStore, Recollection, RememberedItem } from "../../spec/memory.ts";
import { estimateTokens } from "../context.ts";
import { chooseRecent, isPinned, openCallsOf, type RecentPart } from "./choose-recent.ts";
import { dateNote, dayOf, newestNote, openingNote } from "./date-notes.ts";
import { findTurns } from "./find-turns.ts";
import type { AssembledContext, ContextItem, ContextRequest, Why } from "./memory-context.ts";
import { withoutLoneCalls } from "./lone-calls.ts";
import { readQuestion } from "./question.ts";
import { costOf, recall } from "./recall.ts";

/** What the newest turns have of the room that is left, where older ones are recalled as well. */
const recentShare = 0.125;

/** How often the newest turns get what recalled ones leave that they have reached. */
const mostRounds = 4;

/** Items that are read at first, and how many there may be at all: far more than any context holds. */
const firstRead = 128;
const mostRead = 100_000;

/**
 * What is sent to a model of a conversation that may be longer than its context: instructions and pinned items, the newest
 * turns, and by the policy those older ones that matter for the input, or a summary of them. The budget is never
 * exceeded, unless what must be sent is more than that by itself. Throws `context_length_exceeded` where the policy is
 * `error` and something would have to be left out.
 */
export async function assembleContext(
  store: Pick<MemoryStore, "recollect">,
  request: ContextRequest,
): Promise<AssembledContext> {
  const { conversationId, input, policy, maxTokens } = request;
  const inputTokens = input.reduce((sum, item) => sum + estimateTokens(item), 0);
  const recollection = await store.recollect(conversationId);
  const pinned = await recollection.pinned();
  const openCalls = openCallsOf(input);
  const read = await readNewest(recollection, maxTokens - inputTokens);
  const newest = { whole: read.whole, items: withoutLoneCalls(read.items, openCalls, read.whole) };
  const held = heldItems(pinned, newest.items);
  const summary = policy === "summarize" ? request.summary : undefined;
  const fixed = inputTokens + sumOf(held) + (summary?.tokens ?? 0);
  const bounds = { budget: maxTokens - fixed, openCalls };
  const all = newest.whole ? newest.items.toReversed() : undefined;
  const tokensOfAll = sumOf(newest.items.filter((item) => !isPinned(item))) + inputTokens + sumOf(held);
  const compact = summary !== undefined && tokensOfAll > (request.compactAbove ?? Number.POSITIVE_INFINITY);
  const whole = all !== undefined && tokensOfAll <= maxTokens && !compact;
  if (policy === "error" && !whole) throw tooLong(maxTokens);

  const open = compact ? notCovered(newest.items, summary.until) : newest.items;
  let recent = whole ? { items: all, tokens: 0 } : chooseRecent(open, bounds);
  let recalled: readonly RememberedItem[] = [];
  const covered =
    summary !== undefined && (recent.items[0]?.position ?? Number.POSITIVE_INFINITY) <= summary.until + 1;
  if (!whole && (policy === "recall" || (policy === "summarize" && !covered))) {
    ({ recent, recalled } = await recallOlder(recollection, request, open, held, bounds));
  }
  const items = inOrder(held, recalled, recent, whole ? undefined : summary);
  const tokens = items.reduce((sum, item) => sum + item.tokens, inputTokens);
  return {
    items,
    tokens,
    report: {
      policy,
      pinned: count(items, "pinned"),
      recent: count(items, "recent"),
      recalled: recalled.length,
      summarised: count(items, "summary") > 0,
      whole,
      overBudget: tokens > maxTokens,
    },
  };
}

interface Newest {
  /** Newest first. */
  readonly items: readonly RememberedItem[];
  /** Whether that is the whole conversation. */
  readonly whole: boolean;
}

/** As much from the end as could fit, and a little more. What has been read is not read again. */
async function readNewest(recollection: Recollection, budget: number): Promise<Newest> {
  const items = [...(await recollection.newest(firstRead))];
  if (items.length < firstRead) return { items, whole: true };
  let before = items.at(-1)?.position ?? 1;
  while (before > 1 && items.length < mostRead) {
    const tokens = sumOf(items.filter((item) => !isPinned(item)));
    if (tokens > budget) break;
    // By the length of those that were read, so that the end is near.
    const missing = Math.ceil(((budget - tokens) * 1.2) / Math.max(1, tokens / items.length));
    const count = Math.min(missing + 8, 8 * items.length, before - 1);
    const places = Array.from({ length: count }, (_, index) => before - 1 - index);
    items.push(...(await recollection.at(places)).toReversed());
    before -= count;
  }
  return { items, whole: before <= 1 };
}

/** What is always sent, in its order. */
function heldItems(
  pinned: readonly RememberedItem[],
  newest: readonly RememberedItem[],
): readonly RememberedItem[] {
  const held = new Map([...pinned, ...newest].filter(isPinned).map((item) => [item.position, item]));
  return [...held.values()].toSorted((one, other) => one.position - other.position);
}

/** What was said since a summary, from the message of the user on that began it. */
function notCovered(newest: readonly RememberedItem[], until: number): readonly RememberedItem[] {
  const begin = newest.findIndex(
    ({ position, item }) => position <= until + 1 && item.type === "message" && item.role === "user",
  );
  return begin < 0 ? newest : newest.slice(0, begin + 1);
}

interface Bounds {
  readonly budget: number;
  readonly openCalls: ReadonlySet<string>;
}

/** The newest turns have their share, the older ones that matter the rest; what these leave, the newest have as well. */
async function recallOlder(
  recollection: Recollection,
  request: ContextRequest,
  newest: readonly RememberedItem[],
  held: readonly RememberedItem[],
  { budget, openCalls }: Bounds,
): Promise<{ recent: RecentPart; recalled: readonly RememberedItem[] }> {
  const { conversationId, input, now, reranker } = request;
  const first = chooseRecent(newest, { budget: Math.floor(budget * recentShare), openCalls });
  const question = readQuestion(input, newest, now);
  const matching = await findTurns({ recollection, conversationId, question, reranker });
  // What the summary covers is there in short: only what lies between it and the newest turns is missing.
  const turns = matching.filter(({ turn }) => turn.position > (request.summary?.until ?? 0));
  const taken = new Set([...held, ...first.items].map(({ position }) => position));
  const found = await recall({ recollection, turns, taken, budget: budget - first.tokens });
  let recalled = found.items;
  let recent = first;
  for (let round = 0; round < mostRounds; round++) {
    recent = chooseRecent(newest, { budget: budget - costOf(recalled), openCalls });
    const from = recent.items[0]?.position ?? Number.POSITIVE_INFINITY;
    const older = recalled.filter(({ position }) => position < from);
    // What the newest turns have reached need not be recalled, and leaves them room for more.
    if (older.length === recalled.length) break;
    recalled = older;
  }
  return { recent, recalled };
}

/** Everything in the order in which it was said, with notes before what was recalled. */
function inOrder(
  held: readonly RememberedItem[],
  recalled: readonly RememberedItem[],
  recent: RecentPart,
  summary: ContextRequest["summary"],
): readonly ContextItem[] {
  const whys = new Map<RememberedItem, Why>();
  const heldAt = new Set(held.map(({ position }) => position));
  for (const item of held) whys.set(item, "pinned");
  for (const item of recalled) whys.set(item, "recalled");
  for (const item of recent.items) if (!heldAt.has(item.position)) whys.set(item, "recent");
  const items: ContextItem[] = [];
  if (recalled.length > 0) {
    if (summary !== undefined)
      items.push({ item: summary.item, tokens: summary.tokens, why: "summary", id: summary.id });
    items.push(openingNote);
  }
  let day: number | undefined;
  let summarised = summary === undefined || recalled.length > 0;
  let inOlder = false;
  for (const [item, why] of [...whys].toSorted(([one], [other]) => one.position - other.position)) {
    if (!summarised && summary !== undefined && (item.position > summary.until || why === "recent")) {
      items.push({ item: summary.item, tokens: summary.tokens, why: "summary", id: summary.id });
      summarised = true;
    }
    if (why === "recalled" && day !== dayOf(item.at)) {
      items.push(dateNote(item.at));
      day = dayOf(item.at);
      inOlder = true;
    }
    if (why === "recent" && inOlder) {
      items.push(newestNote);
      inOlder = false;
    }
    items.push({ item: item.item, tokens: item.tokens, why, id: item.id, position: item.position });
  }
  if (!summarised && summary !== undefined)
    items.push({ item: summary.item, tokens: summary.tokens, why: "summary", id: summary.id });
  return items;
}

function sumOf(items: readonly RememberedItem[]): number {
  return items.reduce((sum, { tokens }) => sum + tokens, 0);
}

function count(items: readonly ContextItem[], why: Why): number {
  return items.filter((item) => item.why === why).length;
}

function tooLong(maxTokens: number): ParleyError {
  return new ParleyError("context_length_exceeded", {
    message: `The conversation is longer than the ${maxTokens} tokens that it may take, and its policy is to refuse that.`,
  });
}
