import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../spec/call.ts";
import type { ContextReport } from "../../spec/context-report.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Principal } from "../../spec/principal.ts";
import type { Stores } from "../../spec/stores.ts";
import { conversation, newItem, projectA, said } from "../../stores/contract-rows.fixture.ts";
import { openSqlite } from "../../stores/sqlite/open.ts";
import { createErrands, type Errands } from "../errands.ts";
import type { LoadedContext } from "./load-context.ts";
import { createMeanings, type Meanings, type MeaningsDeps } from "./meanings.ts";

const principal: Principal = { projectId: "proj_a", keyId: "key_1", name: "test" };
const subjects = [/dog|puppy/i, /car|vehicle/i, /meal|eat/i];

/** What a model might think of a text. */
function meaningOf(text: string): Float32Array {
  const known = subjects.map((subject) => (subject.test(text) ? 3 : 0));
  return Float32Array.from([...known, known.some(Boolean) ? 0 : 3]);
}

let stores: Stores;
let errands: Errands;
let time: number;
let asked: Call[];
let answer: (call: Call) => EventStream;
let deps: MeaningsDeps;
let project: { embeddingsModel?: string };

async function* embedded({ task }: Call): AsyncGenerator<StreamEvent, undefined> {
  if (task.kind !== "embed") throw new Error("not an embedding");
  for (const [index, text] of task.inputs.entries())
    yield { type: "embedding", index, vector: meaningOf(String(text)) };
  yield { type: "end", model: "e", usage: { inputTokens: 1 } };
  return undefined;
}

beforeEach(async () => {
  stores = await openSqlite({ path: ":memory:", now: Date.now });
  await stores.projects.insert(projectA);
  await stores.conversations.insert(conversation);
  errands = createErrands(() => undefined);
  time = 0;
  asked = [];
  answer = embedded as unknown as typeof answer;
  project = {};
  deps = {
    clock: { monotonic: () => time },
    vectors: stores.vectors,
    rules: { memoryOf: () => project },
    errands,
    run(call) {
      asked.push(call);
      return answer(call);
    },
    embeddingsModel: "e",
    // Longer than any machine of a test takes.
    patienceMs: 60_000,
  };
});
afterEach(async () => {
  await errands.close();
  await stores.close();
});

const call = (signal = new AbortController().signal): Call => ({
  id: "req_1",
  principal,
  model: "m",
  task: { kind: "generate", items: [], options: {} },
  stream: false,
  signal,
});

/** What a turn was made with: so many tokens before it, and a budget. */
const loaded = (tokens: number, policy = "recall") =>
  ({
    chosen: { policy, budget: 100 },
    report: { input: 5 } as ContextReport,
    state: { tokens },
  }) as unknown as LoadedContext;

const keep = (...texts: string[]) =>
  stores.conversations.append({ conversationId: "conv_1", items: texts.map((text) => newItem(said(text))) });

async function turn(meanings: Meanings, context = loaded(60)): Promise<void> {
  meanings.afterTurn(call(), "conv_1", context);
  await errands.idle();
}

const texts = () => asked.map(({ task }) => (task.kind === "embed" ? task.inputs.length : -1));

describe("vectors of turns", () => {
  test("are made behind the turn, in batches, for the same key, and once", async () => {
    await keep(...Array.from({ length: 100 }, (_, number) => `turn ${number}`), "");
    const meanings = createMeanings(deps);
    await turn(meanings);
    expect(texts()).toEqual([63, 37]);
    expect(asked[0]).toMatchObject({ principal, model: "e", stream: false });
    expect(asked[0]?.ended).toBeUndefined();
    await turn(meanings);
    expect(asked).toHaveLength(2);
    await keep("one more");
    await turn(meanings);
    expect(texts()).toEqual([63, 37, 1]);
  });

  test("are not made of a conversation that is short, is not recalled of, or has no model", async () => {
    await keep("hello");
    await turn(createMeanings(deps), loaded(45));
    await turn(createMeanings(deps), loaded(60, "truncate_oldest"));
    project = { embeddingsModel: "none" };
    await turn(createMeanings(deps));
    expect(asked).toEqual([]);
    project = { embeddingsModel: "own" };
    await turn(createMeanings(deps));
    expect(asked.map(({ model }) => model)).toEqual(["own"]);
  });

  test("long texts are cut, and a batch has its bound in characters", async () => {
    await keep(...Array.from({ length: 20 }, () => "dog ".repeat(5_000)));
    await turn(createMeanings(deps));
    expect(texts()).toEqual([8, 8, 4]);
    const [first] = asked;
    expect(first?.task.kind === "embed" && String(first.task.inputs[0]).length).toBe(6_000);
  });

  test("that cannot be made are tried again after a minute", async () => {
    await keep("hello");
    const meanings = createMeanings(deps);
    answer = () => {
      throw new ParleyError("upstream_unreachable");
    };
    await turn(meanings);
    await turn(meanings);
    expect(asked).toHaveLength(1);
    time += 60_000;
    answer = embedded as unknown as typeof answer;
    await turn(meanings);
    expect(await stores.vectors.missing("conv_1", "e", 9)).toEqual([]);
  });

  test("must be one for each text, and figures", async () => {
    await keep("hello");
    for (const vector of [[], [0, 0], [Number.NaN], [Number.POSITIVE_INFINITY]]) {
      answer = async function* nonsense(): AsyncGenerator<StreamEvent, undefined> {
        yield { type: "embedding", index: 0, vector: Float32Array.from(vector) };
        return undefined;
      } as unknown as typeof answer;
      await turn(createMeanings(deps));
      expect(await stores.vectors.missing("conv_1", "e", 9)).toHaveLength(1);
    }
    expect(asked).toHaveLength(4);
  });
});

describe("the meaning of a question", () => {
  beforeEach(async () => {
    await keep("My dog is ill.", "The sky is grey.", "I sold my vehicle.", "It rains.", "We had a meal.");
    await turn(createMeanings(deps));
    asked = [];
  });

  const ask = async (text: string, meanings = createMeanings(deps), signal?: AbortSignal) => {
    const meaning = meanings.of(call(signal));
    const positions = await meaning?.rerank("conv_1", text, 10);
    return { positions, told: meaning?.told() };
  };

  test("finds turns that have no word in common with it", async () => {
    expect(await ask("How is the puppy?")).toEqual({
      positions: [1],
      told: { model: "e", joined: true, compared: 5, warnings: [] },
    });
    expect((await ask("Do I own a car?")).positions).toEqual([3]);
    expect(texts()).toEqual([1, 1]);
  });

  test("nothing is asked for a context in which nothing is recalled, or of an empty question", async () => {
    const meaning = createMeanings(deps).of(call());
    expect(meaning?.told()).toBeUndefined();
    expect(await meaning?.rerank("conv_1", " ", 10)).toEqual([]);
    expect(await meaning?.rerank("conv_other", "puppy", 10)).toEqual([]);
    expect(meaning?.told()).toMatchObject({
      joined: false,
      warnings: [expect.stringContaining("no turn has a vector")],
    });
    expect(asked).toEqual([]);
  });

  test("where the model fails, the words decide alone, that is told, and it has a rest", async () => {
    answer = () => {
      throw new ParleyError("model_not_allowed");
    };
    const meanings = createMeanings(deps);
    const failed = await ask("How is the puppy?", meanings);
    expect(failed).toEqual({
      positions: [],
      told: {
        model: "e",
        joined: false,
        compared: 0,
        warnings: ["Found by words alone: the embeddings model failed (model_not_allowed)."],
      },
    });
    answer = embedded as unknown as typeof answer;
    const resting = await ask("How is the puppy?", meanings);
    expect(resting.told?.warnings[0]).toContain("failed a while ago (model_not_allowed)");
    expect(asked).toHaveLength(1);
    time += 60_000;
    expect((await ask("How is the puppy?", meanings)).positions).toEqual([1]);
  });

  test("a model that is slow is not waited for, and hears of it", async () => {
    const never = Promise.withResolvers<never>();
    answer = () => ({
      next: () => never.promise,
      return: () => Promise.resolve({ done: true, value: undefined }),
      [Symbol.asyncIterator]() {
        return this;
      },
    });
    const meaning = createMeanings({ ...deps, patienceMs: 20 }).of(call());
    expect(await meaning?.rerank("conv_1", "How is the puppy?", 10)).toEqual([]);
    expect(meaning?.told()?.warnings).toEqual([
      "Found by words alone: the embeddings model failed (timeout).",
    ]);
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test("vectors of another length are none", async () => {
    answer = async function* longer(): AsyncGenerator<StreamEvent, undefined> {
      yield { type: "embedding", index: 0, vector: Float32Array.of(1, 1, 1, 1, 1) };
      return undefined;
    } as unknown as typeof answer;
    const { positions, told } = await ask("How is the puppy?");
    expect(positions).toEqual([]);
    expect(told).toMatchObject({ joined: false, warnings: [expect.stringContaining("another length")] });
  });

  test("a preview asks nobody, and says so", async () => {
    const meaning = createMeanings(deps).unasked(principal);
    expect(meaning?.told()).toBeUndefined();
    expect(await meaning?.rerank("conv_1", "puppy", 10)).toEqual([]);
    expect(meaning?.told()?.warnings[0]).toContain("a call would ask");
    expect(asked).toEqual([]);
    project = { embeddingsModel: "none" };
    expect(createMeanings(deps).unasked(principal)).toBeUndefined();
  });
});
