import { createHash } from "node:crypto";
import type { Token, Tokenizer } from "../../lib/tokenizer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Attempt } from "../../spec/provider.ts";
import { type Answer, type CutPart, writeAnswer } from "./answer.ts";
import { embedsOnly, faultError } from "./errors.ts";
import { tokenLogprob } from "./logprobs.ts";
import type { RehearsalModel } from "./models.ts";
import { orAborted, Pace, type Sleep } from "./waiting.ts";

export interface RehearsalDeps {
  readonly tokenizer: Tokenizer;
  readonly sleep: Sleep;
}

/** What all models of a provider share. */
export interface RehearsalPace {
  readonly tokensPerSecond: number | undefined;
  readonly timeoutMs: number;
}

/** The events of one answer. Throws what the model rehearses, and `cancelled`. */
export async function* generateEvents(
  deps: RehearsalDeps,
  pace: RehearsalPace,
  model: RehearsalModel,
  attempt: Attempt<GenerateTask>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> {
  if (model.embedsOnly === true) throw embedsOnly(model.id);
  const clock = new Pace(deps.sleep, signal, model.tokensPerSecond ?? pace.tokensPerSecond);
  await failBefore(model, pace, clock);
  const answer = await orAborted(writeAnswer(deps.tokenizer, model, attempt.task), signal);
  if (model.firstTokenMs !== undefined) await clock.wait(model.firstTokenMs);

  const sender = new Sender(attempt, clock, breakPoint(model, answer));
  for (const [choice, { parts, finish }] of answer.choices.entries()) {
    for (const [index, part] of parts.entries()) {
      yield* sender.send(choice, index, part);
      if (model.fault !== undefined && sender.broken) throw faultError(model.fault);
    }
    yield { type: "choice-finish", choice, finish: { unified: finish } };
  }
  // Only an answer of nothing comes this far.
  if (model.fault !== undefined) throw faultError(model.fault);
  const { inputTokens, outputTokens } = answer;
  yield {
    type: "end",
    model: model.id,
    // Nothing here reasons, so 0 is the truth; there is no cache, so nothing is said of one.
    ...(model.hidesUsage !== true && { usage: { inputTokens, outputTokens, reasoningTokens: 0 } }),
  };
}

/** The number of tokens, at least 1, after which the answer breaks off; absent for one that does not. */
function breakPoint({ fault }: RehearsalModel, { outputTokens }: Answer): number | undefined {
  if (fault === undefined || fault.when === "before") return undefined;
  return Math.max(1, Math.ceil(outputTokens * fault.when.share));
}

/** Fails as a model that never begins to answer. */
export async function failBefore({ fault }: RehearsalModel, pace: RehearsalPace, clock: Pace): Promise<void> {
  if (fault?.when !== "before") return;
  if (fault.silent === true) await clock.wait(pace.timeoutMs);
  throw faultError(fault);
}

/** Sends the tokens of an answer as events at their pace, until the answer breaks off. */
class Sender {
  readonly #attempt: Attempt<GenerateTask>;
  readonly #pace: Pace;
  /** Tokens after which the answer breaks off; absent for one that does not. */
  readonly #breakAfter: number | undefined;
  #sent = 0;

  constructor(attempt: Attempt<GenerateTask>, pace: Pace, breakAfter: number | undefined) {
    this.#attempt = attempt;
    this.#pace = pace;
    this.#breakAfter = breakAfter;
  }

  get broken(): boolean {
    return this.#breakAfter !== undefined && this.#sent >= this.#breakAfter;
  }

  async *send(
    choice: number,
    index: number,
    { part, tokens, extraTokens }: CutPart,
  ): AsyncGenerator<StreamEvent, void> {
    if (part.kind === "call") {
      const callId = callIdOf(`${this.#attempt.callId}:${choice}:${index}`);
      yield { type: "tool-call-start", choice, index, callId, name: part.name, kind: part.tool };
      this.#sent += extraTokens;
    }
    const { logprobs = false, topLogprobs = 0 } = this.#attempt.task.options;
    const allowed =
      this.#breakAfter === undefined ? tokens : tokens.slice(0, Math.max(0, this.#breakAfter - this.#sent));
    for (const piece of pieces(allowed, this.#attempt.stream)) {
      await this.#pace.tokens(piece.tokens.length);
      const { text } = piece;
      if (part.kind === "call") yield { type: "tool-call-delta", choice, index, text };
      else if (part.kind === "refusal") yield { type: "refusal-delta", choice, text };
      else if (!logprobs) yield { type: "text-delta", choice, text };
      else
        yield {
          type: "text-delta",
          choice,
          text,
          logprobs: probabilities(piece.tokens, this.#sent, topLogprobs),
        };
      this.#sent += piece.tokens.length;
    }
  }
}

interface Piece {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** One token at a time, or those that share a character; all at once where nobody reads along. */
function pieces(tokens: readonly Token[], stream: boolean): readonly Piece[] {
  const text = tokens.map((token) => token.text).join("");
  if (!stream) return text === "" ? [] : [{ text, tokens }];
  const found: Piece[] = [];
  let open: Token[] = [];
  for (const token of tokens) {
    open.push(token);
    if (token.text === "") continue;
    found.push({ text: token.text, tokens: open });
    open = [];
  }
  // What is left over is half a character at the limit: no reader could show it.
  return found;
}

function probabilities(tokens: readonly Token[], place: number, top: number): readonly TokenLogprob[] {
  return tokens.map((token, index) => tokenLogprob(token, place + index, top));
}

/** `call_` and 24 letters, a function of the call, so that a repeated attempt gives the same. */
function callIdOf(place: string): string {
  return `call_${createHash("sha256").update(place).digest("base64url").replace(/[-_]/g, "x").slice(0, 24)}`;
}
