import type { LlamaGrammarEvaluationState, Token } from "node-llama-cpp";
import { LlamaGrammarEvaluationState as GrammarState } from "node-llama-cpp";
import { createSeededRandom } from "../../../lib/seeded-random.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { TokenLogprob } from "../../../spec/event.ts";
import type { Finish } from "../../../spec/finish.ts";
import { AnswerReader, type BegunCall } from "../answer/answer-reader.ts";
import type { Piece } from "../answer/piece.ts";
import { StopFinder } from "../answer/stop-finder.ts";
import { tile } from "./kept-prefix.ts";
import { batchTokens, type Writer } from "./load-model.ts";
import type { Prepared } from "./prepare.ts";
import { type Sampling, tokenSteps, type TokenStep } from "./token-steps.ts";

export interface ChoiceOptions {
  readonly sampling: Sampling;
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  /** Number of alternatives; absent without log probabilities. */
  readonly alternatives: number | undefined;
}

/** What came of one choice, beside its pieces. */
export interface Choice {
  readonly finish: Finish;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

export type Emit = (piece: Piece, logprobs: readonly TokenLogprob[] | undefined) => void;

/** Writes one choice, in its turn. Fails with `cancelled` within a token of the signal. */
export async function writeChoice(
  writer: Writer,
  prepared: Prepared,
  options: ChoiceOptions,
  emit: Emit,
  signal: AbortSignal,
): Promise<Choice> {
  const slot = await writer.slots.take(prepared.prompt, signal);
  try {
    const rest = prepared.prompt.slice(slot.cachedTokens);
    while (rest.length > batchTokens) {
      throwIfAborted(signal);
      // The last piece is a tile at least, see `keptPrefix`.
      const piece = Math.min(batchTokens, rest.length - tile);
      await slot.sequence.evaluateWithoutGeneratingNewTokens(rest.splice(0, piece));
    }
    throwIfAborted(signal);
    if (slot.sequence.needsCheckpoints && rest.length > 1) {
      // Such states cannot be shortened: without this one the next turn would evaluate everything anew.
      await slot.sequence.evaluateWithoutGeneratingNewTokens(rest.splice(0, rest.length - 1));
      await slot.sequence.takeCheckpoint();
    }
    const room = writer.contextTokens - prepared.prompt.length;
    const run = new ChoiceRun(writer, prepared, options, emit, Math.min(options.maxTokens ?? room, room));
    let tokens: readonly Token[] = rest;
    let grammar = prepared.grammar === undefined ? undefined : await grammarState(writer, prepared.grammar);
    for (;;) {
      const steps = tokenSteps(slot.sequence, tokens, run.stepOptions(grammar));
      const leave = writer.rounds.join();
      const begun = await follow(steps, run, prepared.callGrammar !== undefined, signal).finally(leave);
      if (begun === undefined || prepared.callGrammar === undefined) break;
      tokens = [begun.last];
      grammar = await grammarState(writer, prepared.callGrammar(begun.call));
    }
    return { ...run.end(), cachedTokens: slot.cachedTokens };
  } finally {
    slot.release();
  }
}

/** Reads steps until the answer ends, or until the model has begun a call: then the grammar of calls takes over. */
async function follow(
  steps: AsyncGenerator<TokenStep, void>,
  run: ChoiceRun,
  watchCalls: boolean,
  signal: AbortSignal,
): Promise<{ call: BegunCall; last: Token } | undefined> {
  for await (const step of steps) {
    throwIfAborted(signal);
    run.take(step);
    if (run.over) return undefined;
    const call = watchCalls ? run.reader.takeBegunCall() : undefined;
    if (call !== undefined) return { call, last: step.token };
  }
  return undefined;
}

async function grammarState({ llama, model }: Writer, text: string): Promise<LlamaGrammarEvaluationState> {
  const grammar = await llama.createGrammar({ grammar: text });
  return new GrammarState({ model, grammar });
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ParleyError("cancelled");
}

/** Turns tokens into pieces. */
class ChoiceRun {
  readonly reader: AnswerReader;
  readonly #writer: Writer;
  readonly #prepared: Prepared;
  readonly #options: ChoiceOptions;
  readonly #emit: Emit;
  readonly #most: number;
  readonly #stop: StopFinder;
  readonly #written: Token[] = [];
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #random;
  #reasoningTokens = 0;
  #segments = 0;
  #called = false;
  #full = false;
  /** Of tokens whose text is not out yet. */
  #logprobs: TokenLogprob[] = [];

  constructor(writer: Writer, prepared: Prepared, options: ChoiceOptions, emit: Emit, most: number) {
    this.#writer = writer;
    this.#prepared = prepared;
    this.#options = options;
    this.#emit = emit;
    this.#most = most;
    this.#stop = new StopFinder(options.stop);
    this.#random = createSeededRandom(options.sampling.seed);
    this.reader = new AnswerReader(prepared.form);
  }

  /** Whether nothing more is wanted. */
  get over(): boolean {
    return this.#full || this.#stop.hit;
  }

  stepOptions(grammar: LlamaGrammarEvaluationState | undefined) {
    const { sampling, alternatives } = this.#options;
    // The library's random row starts anew with each run: another seed, so that it does not repeat itself.
    const seed = (sampling.seed + 0x9e3779b9 * this.#segments++) >>> 0;
    return {
      sampling: { ...sampling, seed },
      random: this.#random,
      written: this.#written,
      ...(grammar !== undefined && { grammar }),
      ...(alternatives !== undefined && { alternatives }),
    };
  }

  take(step: TokenStep): void {
    const { tokens } = this.#writer;
    this.#written.push(step.token);
    this.#full = this.#written.length >= this.#most;
    if (this.reader.reasoning) this.#reasoningTokens++;
    if (step.logprob !== undefined) this.#logprobs.push(this.#logprob(step, step.logprob));
    if (tokens.isControl(step.token) && !this.#isMeant(step.token)) return;
    this.#feed(this.#decoder.decode(tokens.bytes(step.token), { stream: true }));
  }

  end(): Omit<Choice, "cachedTokens"> {
    const stopped = this.#stop.hit;
    if (!stopped) {
      this.#feed(this.#decoder.decode());
      this.#send(this.reader.end());
      const rest = this.#stop.hit ? "" : this.#stop.end();
      if (rest !== "" || this.#logprobs.length > 0) this.#emitText(rest);
    }
    const unified =
      this.#full && !stopped ? "length" : this.#called && !this.#prepared.namedCall ? "tool-calls" : "stop";
    return {
      finish: { unified },
      outputTokens: this.#written.length,
      reasoningTokens: this.#reasoningTokens,
    };
  }

  /** A mark that the answer's form knows: the beginning of a thought or of a call can be one. */
  #isMeant(token: Token): boolean {
    const { think, calls } = this.#prepared.form;
    const mark = new TextDecoder().decode(this.#writer.tokens.bytes(token));
    const known = [
      think?.open,
      think?.close,
      calls?.form.prefix,
      calls?.form.suffix,
      calls?.form.joint,
      calls?.form.middle,
    ];
    return known.some((text) => text?.includes(mark) === true);
  }

  #feed(text: string): void {
    if (text !== "") this.#send(this.reader.feed(text));
  }

  #send(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (piece.kind === "call") this.#called = true;
      if (piece.kind !== "text") {
        this.#logprobs = []; // they are told of the text alone
        this.#emit(piece, undefined);
        continue;
      }
      const text = this.#stop.feed(piece.text);
      if (text !== "") this.#emitText(text);
      if (this.#stop.hit) return;
    }
  }

  #emitText(text: string): void {
    const logprobs = this.#logprobs;
    this.#logprobs = [];
    this.#emit({ kind: "text", text }, this.#options.alternatives === undefined ? undefined : logprobs);
  }

  #logprob({ token, top = [] }: TokenStep, logprob: number): TokenLogprob {
    return { ...this.#named(token, logprob), top: top.map(([other, value]) => this.#named(other, value)) };
  }

  #named(token: Token, logprob: number): { token: string; logprob: number; bytes: readonly number[] } {
    const bytes = this.#writer.tokens.bytes(token);
    return { token: new TextDecoder().decode(bytes), logprob, bytes: [...bytes] };
  }
}
