import { createHash } from "node:crypto";
import type { Token, Tokenizer } from "../../lib/tokenizer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt } from "../../spec/provider.ts";
import { countInput, type CutChoice, type CutPart, writeChoice } from "./answer.ts";
import { embedsOnly, faultError } from "./errors.ts";
import { tokenLogprob } from "./logprobs.ts";
import type { Fault, RehearsalModel } from "./models.ts";
import type { Part } from "./script.ts";
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
  const { task } = attempt;
  const inputTokens = await orAborted(countInput(deps.tokenizer, model, task, signal), signal);
  if (model.firstTokenMs !== undefined) await clock.wait(model.firstTokenMs);

  const sender = new Sender(attempt, clock, model.fault);
  let outputTokens = 0;
  for (let choice = 0; choice < (task.options.choices ?? 1); choice++) {
    const cut = await orAborted(
      writeChoice(deps.tokenizer, model, task, choice, inputTokens, signal),
      signal,
    );
    yield* sender.sendChoice(choice, cut);
    outputTokens += cut.outputTokens;
    yield { type: "choice-finish", choice, finish: { unified: cut.finish } };
  }
  yield {
    type: "end",
    model: model.id,
    // Nothing here reasons, so 0 is the truth; there is no cache, so nothing is said of one.
    ...(model.hidesUsage !== true && { usage: { inputTokens, outputTokens, reasoningTokens: 0 } }),
  };
}

/** Fails as a model that never begins to answer. */
export async function failBefore({ fault }: RehearsalModel, pace: RehearsalPace, clock: Pace): Promise<void> {
  if (fault?.when !== "before") return;
  if (fault.silent === true) await clock.wait(pace.timeoutMs);
  throw faultError(fault);
}

/** Sends the tokens of an answer as events at their pace, or a part of them and then the fault. */
class Sender {
  readonly #attempt: Attempt<GenerateTask>;
  readonly #pace: Pace;
  readonly #fault: Fault | undefined;
  /** Tokens of the choice that were sent. */
  #sent = 0;
  /** Tokens of the choice after which it breaks off. */
  #end = Infinity;

  constructor(attempt: Attempt<GenerateTask>, pace: Pace, fault: Fault | undefined) {
    this.#attempt = attempt;
    this.#pace = pace;
    this.#fault = fault;
  }

  /** All events of a choice but its finish. A model that breaks off says at least one token before. */
  async *sendChoice(choice: number, { parts, outputTokens }: CutChoice): AsyncGenerator<StreamEvent, void> {
    this.#sent = 0;
    if (this.#fault !== undefined) {
      this.#end = Math.max(
        1,
        Math.ceil(outputTokens * (this.#fault.when === "before" ? 0 : this.#fault.when.share)),
      );
    }
    for (const [index, part] of parts.entries()) {
      if (this.#sent < this.#end) yield* this.#sendPart(choice, index, part);
    }
    if (this.#fault !== undefined) throw faultError(this.#fault);
  }

  async *#sendPart(
    choice: number,
    index: number,
    { part, tokens, extraTokens }: CutPart,
  ): AsyncGenerator<StreamEvent, void> {
    if (part.kind === "call") {
      const callId = callIdOf(`${this.#attempt.callId}:${choice}:${index}`);
      yield { type: "tool-call-start", choice, index, callId, name: part.name, kind: part.tool };
      this.#sent += extraTokens;
    }
    const allowed = tokens.slice(0, Math.max(0, this.#end - this.#sent));
    for (const piece of pieces(allowed, this.#attempt.stream)) {
      await this.#pace.tokens(piece.tokens.length);
      yield this.#event(choice, index, part, piece);
      this.#sent += piece.tokens.length;
    }
  }

  #event(choice: number, index: number, part: Part, { text, tokens }: Piece): StreamEvent {
    if (part.kind === "call") return { type: "tool-call-delta", choice, index, text };
    if (part.kind === "refusal") return { type: "refusal-delta", choice, text };
    const { logprobs = false, topLogprobs = 0 } = this.#attempt.task.options;
    if (!logprobs) return { type: "text-delta", choice, text };
    const probabilities = tokens.map((token, place) => tokenLogprob(token, this.#sent + place, topLogprobs));
    return { type: "text-delta", choice, text, logprobs: probabilities };
  }
}

interface Piece {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** One token at a time, or those that share a character; all at once where nobody reads along. */
function* pieces(tokens: readonly Token[], stream: boolean): Generator<Piece> {
  if (!stream) {
    const text = tokens.map((token) => token.text).join("");
    if (text !== "") yield { text, tokens };
    return;
  }
  let open: Token[] = [];
  for (const token of tokens) {
    open.push(token);
    if (token.text === "") continue;
    yield { text: token.text, tokens: open };
    open = [];
  }
  // What is left over is half a character at the limit: no reader could show it.
}

/** `call_` and 24 letters, a function of the call, so that a repeated attempt gives the same. */
function callIdOf(place: string): string {
  return `call_${createHash("sha256").update(place).digest("base64url").replace(/[-_]/g, "x").slice(0, 24)}`;
}
