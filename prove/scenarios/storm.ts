/** Scenario 18: upstreams that refuse everything for a while, with 429 and with 503, beside one that is well. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { percentile } from "../load/percentile.ts";
import { type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import type { Outcome, World } from "./scenario.ts";
import { httpAnswer, wholeAnswer } from "./storm-answers.ts";
import { unexpectedEnds } from "./tell.ts";

const stormMs = { short: 10_000, full: 60_000 } as const;
const calmMs = { short: 4_000, full: 15_000 } as const;

/** What the refusals ask for, in seconds. */
const retryAfter = 1;
/** What was on its way when the first refusal went out, and what timers are off by; in milliseconds. */
const onItsWayMs = 100;
const earlyMs = 20;

const clientsEach = 8;
const pauseMs = 40;

/** The contract: attempts ≤ 1.2 × calls + 3, and well again after ten seconds. */
const share = 1.2;
const extra = 3;
const wellAfterMs = 10_000;

/** What a healthy upstream's calls may take longer at their p99, and up to which load that is judged. */
const mostAddedMs = 5;
const mostLoadPerCore = 2;

const timeouts = "{ connect: 2s, firstByte: 5s, idle: 5s, total: 20s }";

/** That the machine is busy is not what is tried here. */
const sections = "overload: { turn: 1s, queue: 1000, wait: 10s }\n";

/** Each refuses in its own way: its status, and whether it says when to come back. */
const kinds = {
  limited: { status: 429, says: true },
  overloaded: { status: 503, says: true },
  silent: { status: 503, says: false },
} as const;
type Kind = keyof typeof kinds;
const names = Object.keys(kinds) as readonly Kind[];

/** What the upstream saw of one provider: when requests came, and when it sent refusals; in monotonic milliseconds. */
interface Book {
  readonly came: number[];
  readonly refused: number[];
}

export async function runStorm(world: World): Promise<Outcome> {
  let storming = false;
  const books = new Map<string, Book>();
  const upstream = await startRawUpstream(world.cleanup, ({ socket, provider }) => {
    const book = books.get(provider) ?? { came: [], refused: [] };
    books.set(provider, book);
    if (storming) book.came.push(performance.now());
    // `limited` and `mixed-limited` refuse alike; `well` never does.
    const kind = names.find((name) => provider.endsWith(name));
    if (!storming || kind === undefined) {
      socket.write(wholeAnswer);
      return;
    }
    const { status, says } = kinds[kind];
    socket.write(httpAnswer(status, { error: { message: "no" } }, says ? retryAfter : undefined));
    book.refused.push(performance.now());
  });
  const providers = [...names, ...names.map((name) => `mixed-${name}`), "well"];
  const house = await startRawHouse(
    world,
    "storm",
    providers.map((name) => ({ name, port: upstream.port, timeouts })),
    { models: names.map(mixedModel).join(""), sections },
  );

  const calm = await callFor(house, calmMs[world.size], ["well"]);
  storming = true;
  const models = [...names, ...names.map((name) => `pair-${name}`)];
  const storm = await callFor(house, stormMs[world.size], ["well", ...models]);
  const [load = 0] = loadavg();
  storming = false;
  const ended = performance.now();
  const late = await wellAgain(house, names, ended + wellAfterMs);

  const judged = load <= mostLoadPerCore * availableParallelism();
  const [before, during] = [p99(calm.get("well")), p99(storm.get("well"))];
  const found: Violation[] = [...unexpectedEnds(house.server), ...late, ...failures(storm)];
  for (const name of names) {
    const book = books.get(name);
    found.push(...tooMany(name, storm.get(name), book));
    found.push(...tooMany(`pair-${name}`, storm.get(`pair-${name}`), books.get(`mixed-${name}`)));
    if (judged) found.push(...tooEarly(name, book));
  }
  if (judged && during > before + mostAddedMs)
    found.push(
      violation("I7", "harmed", `a healthy upstream's p99 went from ${ms(before)} to ${ms(during)}`),
    );
  await house.server.stop();
  return {
    counted: [
      ...names.map(
        (name) => `${name}: ${storm.get(name)?.length} calls, ${books.get(name)?.came.length} attempts`,
      ),
      `with a sibling: ${names.map((name) => books.get(`mixed-${name}`)?.came.length).join(", ")} attempts wasted`,
      `the healthy one's p99 ${ms(before)} before, ${ms(during)} during${judged ? "" : " (times not judged: the machine is too busy)"}`,
    ].join("; "),
    violations: found,
  };
}

function mixedModel(name: Kind): string {
  const targets = `{ provider: mixed-${name}, model: mock }, { provider: well, model: mock }`;
  return `  pair-${name}: { targets: [${targets}] }\n`;
}

interface Call {
  readonly ok: boolean;
  readonly ms: number;
}

/** Clients ask for each of the models, again and again. Gives the calls of each. */
async function callFor(
  house: RawHouse,
  forMs: number,
  models: readonly string[],
): Promise<ReadonlyMap<string, readonly Call[]>> {
  const until = performance.now() + forMs;
  const calls = new Map<string, Call[]>(models.map((model) => [model, []]));
  const client = async (model: string, place: number): Promise<void> => {
    await sleep((pauseMs * place) / clientsEach);
    while (performance.now() < until) {
      const begun = performance.now();
      const ok = await ask(house, model);
      calls.get(model)?.push({ ok, ms: performance.now() - begun });
      await sleep(pauseMs);
    }
  };
  await Promise.all(
    models.flatMap((model) => Array.from({ length: clientsEach }, (_, place) => client(model, place))),
  );
  return calls;
}

async function ask({ door }: RawHouse, model: string): Promise<boolean> {
  const response = await fetch(`${door.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${door.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "hello" }] }),
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
  return response.status === 200;
}

/** Calls that failed although a healthy upstream could answer them. */
function failures(calls: ReadonlyMap<string, readonly Call[]>): readonly Violation[] {
  return [...calls].flatMap(([model, made]) => {
    const failed = made.filter(({ ok }) => !ok).length;
    if (failed === 0 || names.some((name) => name === model)) return [];
    return [violation("I7", "harmed", `${failed} of ${made.length} calls for ${model} failed`)];
  });
}

function tooMany(
  name: string,
  calls: readonly Call[] | undefined,
  book: Book | undefined,
): readonly Violation[] {
  const [asked, attempts] = [calls?.length ?? 0, book?.came.length ?? 0];
  if (attempts > 0 && attempts <= share * asked + extra) return [];
  return [violation("I7", "attempts", `${name}: ${attempts} attempts for ${asked} calls`)];
}

/** Requests that came although a refusal had asked for more patience. */
function tooEarly(name: Kind, book: Book | undefined): readonly Violation[] {
  if (!kinds[name].says || book === undefined) return [];
  const early = book.came.filter((came) =>
    book.refused.some(
      (refused) => came > refused + onItsWayMs && came < refused + retryAfter * 1_000 - earlyMs,
    ),
  );
  if (early.length === 0) return [];
  return [violation("I7", "retry-after", `${name}: ${early.length} requests came too early`)];
}

async function wellAgain(
  house: RawHouse,
  models: readonly string[],
  until: number,
): Promise<readonly Violation[]> {
  const late = await Promise.all(
    models.map(async (model) => {
      while (performance.now() < until) {
        if (await ask(house, model)) return [];
        await sleep(200);
      }
      return [violation("I7", "not-well", `${model} was not well ${wellAfterMs / 1_000} s after the storm`)];
    }),
  );
  return late.flat();
}

function p99(calls: readonly Call[] = []): number {
  return percentile(
    calls.map(({ ms: took }) => took),
    0.99,
  );
}

function ms(figure: number): string {
  return `${figure.toFixed(1)} ms`;
}

function violation(invariant: Violation["invariant"], rule: string, what: string): Violation {
  return { invariant, rule, what };
}
