import type { Token, Tokenizer } from "../../lib/tokenizer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { Finish } from "../../spec/finish.ts";
import { dropBanned, limitTokens, stopAt } from "./cut.ts";
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

export interface CutChoice {
  readonly parts: readonly CutPart[];
  readonly finish: Finish["unified"];
}

/** A whole answer as it will be sent, with its true counts. */
export interface Answer {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly choices: readonly CutChoice[];
}

/**
 * Writes, counts and cuts all choices. The tokenizer gets everything in one turn.
 *
 * @throws ParleyError `context_length_exceeded` when the conversation leaves no room for an answer, and what
 *   `writeScript` throws.
 */
export async function writeAnswer(
  tokenizer: Tokenizer,
  model: RehearsalModel,
  task: GenerateTask,
): Promise<Answer> {
  const { texts, frameTokens } = inputText(task);
  const scripts = await Promise.all(
    Array.from({ length: task.options.choices ?? 1 }, (_, choice) =>
      writeScript(task, choice, model.refuses === true),
    ),
  );
  const [counts, ...split] = await Promise.all([
    tokenizer.count(texts),
    ...scripts.map((script) => splitParts(tokenizer, script, task.options.stop ?? [])),
  ]);
  const inputTokens = counts.reduce((sum, count) => sum + count, frameTokens);
  const room = model.contextTokens - inputTokens;
  if (room <= 0) throw contextExceeded(model.contextTokens, inputTokens, "messages");
  const limit = Math.min(task.options.maxOutputTokens ?? room, room);
  const choices = scripts.map((script, index) => cutChoice(script, split[index] ?? [], task, limit));
  const outputTokens = choices
    .flatMap(({ parts }) => parts)
    .reduce((sum, { tokens, extraTokens }) => sum + tokens.length + extraTokens, 0);
  return { inputTokens, outputTokens, choices };
}

function splitParts(
  tokenizer: Tokenizer,
  { parts }: Script,
  stops: readonly string[],
): Promise<readonly CutPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      if (part.kind !== "call") {
        return {
          part,
          tokens: await tokenizer.split(part.text.slice(0, stopAt(part.text, stops))),
          extraTokens: 0,
        };
      }
      const [tokens, [extraTokens = 0]] = await Promise.all([
        tokenizer.split(part.text),
        tokenizer.count([part.name]),
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
  for (const { part, tokens, extraTokens } of split) {
    const allowed =
      part.kind === "call" ? tokens : dropBanned(tokens, options.logitBias ?? {}, options.stop ?? []);
    const cut = limitTokens(allowed, Math.max(0, left - extraTokens));
    parts.push({ part, tokens: cut.tokens, extraTokens });
    left -= cut.tokens.length + extraTokens;
    if (cut.finish === "length") return { parts, finish: "length" };
  }
  return { parts, finish: script.finish };
}
