import type { Clock } from "../../lib/clock.ts";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream } from "../../spec/event.ts";
import type { Principal } from "../../spec/principal.ts";
import type { VectorStore } from "../../spec/vector.ts";
import type { Errands } from "../errands.ts";
import type { Reranker } from "../memory/memory-context.ts";
import { rankVectors } from "../memory/rank-vectors.ts";
import type { Rules } from "../rules.ts";
import { embedTexts } from "./embed-texts.ts";
import { makeVectors } from "./item-vectors.ts";
import type { LoadedContext } from "./load-context.ts";
import { Rests } from "./rests.ts";

const usualPatience = 500;

/** Vectors are made as soon as a conversation has this share of its budget: a shorter one is sent whole. */
const dueShare = 0.5;

/** What a project says that wants no vectors where the settings name a model. */
const noModel = "none";

/** What became of the meaning of one question. */
export interface MeaningTold {
  readonly model: string;
  /** Whether vectors had a say in what was recalled. */
  readonly joined: boolean;
  /** Vectors that were compared. */
  readonly compared: number;
  readonly warnings: readonly string[];
}

/** The meaning of one question, for one context. */
export interface Meaning {
  readonly rerank: Reranker;
  /** `undefined` where nothing was recalled. To be asked when the context is there. */
  told(): MeaningTold | undefined;
}

export interface MeaningsDeps {
  readonly clock: Pick<Clock, "monotonic">;
  readonly vectors: VectorStore;
  readonly rules: Pick<Rules, "memoryOf">;
  readonly errands: Pick<Errands, "run">;
  /** Makes a call like any other: within limits and budgets, and on the books. */
  readonly run: (call: Call) => EventStream;
  /** Absent: only projects that name one have vectors. */
  readonly embeddingsModel?: string;
  /** How long a turn waits for the vector of its question, in milliseconds; absent: half a second. */
  readonly patienceMs?: number;
}

/** What an embeddings model says of conversations, beside what their words say. */
export interface Meanings {
  /** `undefined` where there is no embeddings model. */
  of(call: Call): Meaning | undefined;
  /** The same without asking anybody: the words decide alone, and that is told. */
  unasked(principal: Principal): Meaning | undefined;
  /** Makes the vectors that are missing, where a conversation is about to be longer than its context. Nobody waits. */
  afterTurn(call: Call, conversationId: string, context: LoadedContext): void;
}

export function createMeanings(deps: MeaningsDeps): Meanings {
  const { clock, errands, rules } = deps;
  const questions = new Rests(clock);
  const making = new Rests(clock);

  function modelOf(principal: Principal): string | undefined {
    const model = rules.memoryOf(principal).embeddingsModel ?? deps.embeddingsModel;
    return model === noModel ? undefined : model;
  }

  return {
    of(call) {
      const model = modelOf(call.principal);
      return model === undefined ? undefined : meaningOf(deps, call, model, questions);
    },
    unasked(principal) {
      const model = modelOf(principal);
      if (model === undefined) return undefined;
      return wordsAlone(model, "a call would ask the embeddings model as well");
    },
    afterTurn(call, conversationId, { chosen, report, state }) {
      const model = modelOf(call.principal);
      if (model === undefined || (chosen.policy !== "recall" && chosen.policy !== "summarize")) return;
      if ((state?.tokens ?? 0) + report.input <= chosen.budget * dueShare) return;
      const { principal, region } = call;
      const name = nameOf(principal, model);
      if (making.resting(name)) return;
      errands.run(`the vectors of ${conversationId}`, async (signal) => {
        try {
          await makeVectors(deps, {
            conversationId,
            principal,
            model,
            signal,
            ...(region !== undefined && { region }),
          });
          making.went(name);
        } catch (error) {
          if (signal.aborted) return;
          making.failed(name, codeOf(error));
          if (!(error instanceof ParleyError)) throw error;
        }
      });
    },
  };
}

/** What one key may not ask, another one may. */
function nameOf({ projectId, keyId = "" }: Principal, model: string): string {
  return `${projectId} ${keyId} ${model}`;
}

function wordsAlone(model: string, why: string): Meaning {
  let asked = false;
  return {
    rerank() {
      asked = true;
      return Promise.resolve([]);
    },
    told: () =>
      asked ? { model, joined: false, compared: 0, warnings: [`Found by words alone: ${why}.`] } : undefined,
  };
}

function meaningOf(deps: MeaningsDeps, call: Call, model: string, rests: Rests): Meaning {
  const { principal, region } = call;
  const name = nameOf(principal, model);
  if (rests.resting(name))
    return wordsAlone(model, `the embeddings model failed a while ago (${rests.trouble(name)})`);
  let told: MeaningTold | undefined;
  const tell = (joined: boolean, compared: number, ...warnings: readonly string[]): void => {
    told = { model, joined, compared, warnings };
  };
  return {
    async rerank(conversationId, text, limit) {
      if (text.trim() === "") return [];
      const [newest] = await deps.vectors.before(conversationId, model, Number.MAX_SAFE_INTEGER, 1);
      if (newest === undefined) {
        tell(false, 0, "Found by words alone: no turn has a vector yet.");
        return [];
      }
      const late = AbortSignal.timeout(deps.patienceMs ?? usualPatience);
      try {
        const signal = AbortSignal.any([call.signal, late]);
        const job = { principal, model, signal, ...(region !== undefined && { region }) };
        const [question] = await inTime(embedTexts(deps.run, job, [text]), signal);
        if (question === undefined) return [];
        rests.went(name);
        const ranked = await rankVectors(deps, { conversationId, model, question, limit });
        tell(ranked.positions.length > 0, ranked.compared, ...warningsOf(ranked));
        return ranked.positions;
      } catch (error) {
        if (call.signal.aborted) return [];
        const code = late.aborted ? "timeout" : codeOf(error);
        rests.failed(name, code);
        tell(false, 0, `Found by words alone: the embeddings model failed (${code}).`);
        return [];
      }
    },
    told: () => told,
  };
}

function warningsOf({ compared, whole }: { readonly compared: number; readonly whole: boolean }) {
  if (compared === 0) return ["Found by words alone: the turns' vectors are of another length."];
  return whole
    ? []
    : [`The meaning of the newest ${compared} turns was compared, and not that of older ones.`];
}

/** Whoever is late may still be settling its books. */
async function inTime<T>(deed: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = Promise.withResolvers<never>();
  const leave = (): void => over.reject(new ParleyError("cancelled"));
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave, { once: true });
  deed.catch(() => undefined); // told by the signal, where that was first
  try {
    return await Promise.race([deed, over.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

function codeOf(error: unknown): string {
  return error instanceof ParleyError ? error.code : "internal";
}
