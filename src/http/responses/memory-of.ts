import type { ResponseRequest } from "../../dialects/openai-responses/schema.ts";
import type { CallMemory, GenerateOptions } from "../../spec/call.ts";
import { readMemoryWish } from "../memory-wish.ts";

/** What a request wants of memory, and what of its options that leaves for upstreams. */
export interface WishedMemory {
  readonly memory: CallMemory;
  readonly options: GenerateOptions;
}

/**
 * `truncation` and `context_management` in terms of memory. `auto` drops from the beginning, also of the input;
 * `disabled`, where somebody says so, drops nothing; a compaction is a running summary that is made beside the
 * conversation. Where nothing is remembered (`remembers` is false), there is nothing to keep a summary by: that wish stays
 * with the options, and the caller is told that it is not obeyed.
 */
export function wishedMemory(
  request: Partial<ResponseRequest>,
  options: GenerateOptions,
  remembers: boolean,
): WishedMemory {
  const { truncation, memory } = request;
  const { truncation: _truncation, context_management: management, ...others } = options.others ?? {};
  const compaction = remembers ? compactionOf(management) : undefined;
  const left = {
    ...others,
    ...(compaction === undefined && management !== undefined && { context_management: management }),
  };
  const { others: _others, ...rest } = options;
  return {
    memory: {
      ...(truncation === "auto" && { policy: "truncate_oldest", cutsInput: true }),
      ...(truncation === "disabled" && { policy: "error" }),
      ...compaction,
      ...readMemoryWish(memory),
    },
    options: { ...rest, ...(Object.keys(left).length > 0 && { others: left }) },
  };
}

/** OpenAI's form: a list of one entry, `{"type": "compaction", "compact_threshold": 200000}`. */
function compactionOf(management: unknown): CallMemory | undefined {
  if (!Array.isArray(management)) return undefined;
  const entries = management as readonly unknown[];
  if (entries.length === 0 || !entries.every(isCompaction)) return undefined;
  const [{ compact_threshold: threshold }] = entries as readonly [Compaction];
  return { policy: "summarize", ...(typeof threshold === "number" && { summariseAbove: threshold }) };
}

interface Compaction {
  readonly type: "compaction";
  readonly compact_threshold?: number | null;
}

function isCompaction(entry: unknown): entry is Compaction {
  if (typeof entry !== "object" || entry === null || !("type" in entry)) return false;
  const threshold = "compact_threshold" in entry ? (entry.compact_threshold ?? undefined) : undefined;
  return entry.type === "compaction" && (threshold === undefined || Number.isSafeInteger(threshold));
}
