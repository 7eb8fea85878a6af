import type { Token, Tokenizer } from "../../lib/tokenizer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { Finish } from "../../spec/finish.ts";
import { dropBanned, stopAt } from "./cut.ts";
import { contextExceeded } from "./errors.ts";
import type { RehearsalModel } from "./models.ts";
import { type Part, type Script, writeScript } from "./script.ts";
import { inputText } from "./usage.ts";

/** A part of an answer, cut into the tokens that are sent. */
export interface CutPart {
  readonly part: Part;
  readonly tokens: readonly Token[];
  /** Tokens that count beside them: a call's name. */
  readonly extraTokens: number;
}

/** One choice of an answer as it will be sent. */
export interface CutChoice {
  readonly parts: readonly CutPart[];
  readonly finish: Finish["unified"];
  readonly outputTokens: number;
}

/** True tokens of a call's input. Throws `context_length_exceeded` when no room is left for an answer. */
export async function countInput(
  tokenizer: Tokenizer,
  model: RehearsalModel,
  task: GenerateTask,
  signal: AbortSignal,
): Promise<number> {
  const { texts, frameTokens } = inputText(task);
  const { contextTokens } = model;
  const counts = await tokenizer.count(texts, { limit: contextTokens - frameTokens, signal });
  const inputTokens = counts.reduce((sum, count) => sum + count, frameTokens);
  if (inputTokens < contextTokens) return inputTokens;
  // Above the limit it is only a lower bound.
  throw contextExceeded(contextTokens, inputTokens > contextTokens ? undefined : inputTokens, "messages");
}

/**
 * Writes one choice and cuts it: at stop sequences, banned tokens, the caller's limit and the model's
 * context. Choices are written one by one, since 128 of the longest at once would not fit into memory.
 * Throws what `writeScript` throws.
 */
export async function writeChoice(
  tokenizer: Tokenizer,
  model: RehearsalModel,
  task: GenerateTask,
  choice: number,
  inputTokens: number,
  signal: AbortSignal,
): Promise<CutChoice> {
  const script = await writeScript(task, choice, model.refuses === true);
  const split = await splitParts(tokenizer, script, task.options.stop ?? [], signal);
  const limit = Math.min(task.options.maxOutputTokens ?? Infinity, model.contextTokens - inputTokens);
  return cutChoice(script, split, task, limit);
}

function splitParts(
  tokenizer: Tokenizer,
  { parts }: Script,
  stops: readonly string[],
  signal: AbortSignal,
): Promise<readonly CutPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      if (part.kind !== "call") {
        return {
          part,
          tokens: await tokenizer.split(part.text.slice(0, stopAt(part.text, stops)), { signal }),
          extraTokens: 0,
        };
      }
      const [tokens, [extraTokens = 0]] = await Promise.all([
        tokenizer.split(part.text, { signal }),
        tokenizer.count([part.name], { signal }),
      ]);
      return { part, tokens, extraTokens };
    }),
  );
}

/** Keeps what the banned tokens and the limit leave of a choice. */
function cutChoice(
  script: Script,
  split: readonly CutPart[],
  { options }: GenerateTask,
  limit: number,
): CutChoice {
  const parts: CutPart[] = [];
  let left = limit;
  let finish: Finish["unified"] = script.finish;
  for (const { part, tokens, extraTokens } of split) {
    const allowed =
      part.kind === "call" ? tokens : dropBanned(tokens, options.logitBias ?? {}, options.stop ?? []);
    // A call that has no room for its name is not begun.
    if (left === 0 && allowed.length + extraTokens > 0)
      return { parts, finish: "length", outputTokens: limit };
    const extra = Math.min(extraTokens, left);
    const kept = allowed.slice(0, left - extra);
    parts.push({ part, tokens: kept, extraTokens: extra });
    left -= kept.length + extra;
    if (kept.length < allowed.length) finish = "length";
    if (finish === "length") break;
  }
  return { parts, finish, outputTokens: limit - left };
}
