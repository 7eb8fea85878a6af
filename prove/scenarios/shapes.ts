/** Scenario 8: what upstreams send that is broken or odd, and what the official clients make of it. */
import { readFileSync } from "node:fs";
import { checkLog } from "../checker/check-log.ts";
import type { Violation } from "../checker/violation.ts";
import { goodText } from "../raw/payload.ts";
import { startRawUpstream } from "../raw/raw-upstream.ts";
import { modelFor, type RawHouse, startRawHouse } from "../parley/raw-house.ts";
import { bodyShapes } from "../shapes/body-shapes.ts";
import { play } from "../shapes/play.ts";
import { type Heard, type Reader, readers } from "../shapes/readers.ts";
import type { Case, Shape } from "../shapes/shape.ts";
import { streamShapes } from "../shapes/stream-shapes.ts";
import { wireShapes } from "../shapes/wire-shapes.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const shapes: readonly Shape[] = [...wireShapes, ...streamShapes, ...bodyShapes];

/** How often each is asked for by each client. */
const rounds = { short: 1, full: 10 } as const;
const abreast = 8;

/** Short enough that those who fall silent are given up soon. */
const timeouts = "{ connect: 5s, firstByte: 2s, idle: 1500ms, total: 20s }";

interface Asking {
  readonly name: string;
  readonly model: string;
  readonly reader: Reader;
  readonly wanted: Case;
  readonly question: string;
}

export async function runShapes(world: World): Promise<Outcome> {
  const books = new Map<string, number>();
  const byName = new Map(shapes.map((shape) => [shape.name, shape]));
  const upstream = await startRawUpstream(world.cleanup, ({ socket, provider, question, stream }) => {
    books.set(question, (books.get(question) ?? 0) + 1);
    const shape = byName.get(provider);
    void play(socket, (stream ? shape?.stream : shape?.body)?.steps ?? ["close"]);
  });
  const calls = readers.length * rounds[world.size];
  const providers = shapes.map(({ name }) => ({ name, port: upstream.port, timeouts, calls }));
  const house = await startRawHouse(world, "shapes", providers);
  const found: Violation[] = [];
  const heard = { error: 0, answer: 0 };
  const askings = shuffled(world, allAskings(rounds[world.size]));
  await Promise.all(
    Array.from({ length: abreast }, async () => {
      for (let asking = askings.pop(); asking !== undefined; asking = askings.pop()) {
        const answer = await asking.reader.read(house.door, asking.model, asking.question);
        heard[answer.error === undefined ? "answer" : "error"]++;
        found.push(...judge(asking, answer, books.get(asking.question) ?? 0));
      }
    }),
  );
  return { counted: told(heard), violations: [...found, ...(await close(house))] };
}

function told(heard: { readonly error: number; readonly answer: number }): string {
  const ofStreams = shapes.filter(({ stream }) => stream !== undefined).length;
  const ofBodies = shapes.filter(({ body }) => body !== undefined).length;
  const calls = heard.error + heard.answer;
  return `${ofStreams} shapes of streams and ${ofBodies} of bodies × ${readers.length} clients: ${calls} calls, ${heard.error} errors raised, ${heard.answer} answers with the right text`;
}

function allAskings(times: number): Asking[] {
  const askings: Asking[] = [];
  for (let round = 1; round <= times; round++) {
    for (const [position, reader] of readers.entries()) {
      const call = (round - 1) * readers.length + position;
      for (const { name, stream, body } of shapes) {
        const wanted = reader.upstreamStream ? stream : body;
        const question = `${name} ${reader.name} ${round}`;
        if (wanted !== undefined)
          askings.push({ name, model: modelFor(name, call), reader, wanted, question });
      }
    }
  }
  return askings;
}

function shuffled({ random }: World, askings: Asking[]): Asking[] {
  for (let at = askings.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const [one, two] = [askings[at], askings[other]];
    if (one !== undefined && two !== undefined) [askings[at], askings[other]] = [two, one];
  }
  return askings;
}

function judge({ name, reader, wanted }: Asking, heard: Heard, received: number): readonly Violation[] {
  const who = `${name}, ${reader.name}`;
  const shown = JSON.stringify(heard.text.slice(0, 60));
  const right = wanted.text ?? goodText;
  const found: Violation[] = [];
  const add = (invariant: Violation["invariant"], rule: string, what: string): void =>
    void found.push({ invariant, rule, what: `${who}: ${what}` });
  if (received === 0) add("I5", "not-tried", "the upstream was not asked");
  if (heard.hung) add("I7", "hung", "neither answer nor error came");
  else if (heard.error === undefined && wanted.must === "fail")
    add("I6", "clean-end", `taken for whole: ${shown}`);
  else if (heard.error === undefined && heard.text !== right) add("I4", "wrong-text", `got ${shown}`);
  else if (heard.error !== undefined && wanted.must === "answer")
    add("I6", "refused-though-whole", heard.error);
  if (heard.text.split("Grüße").length > 2) add("I6", "text-twice", shown);
  if (heard.error !== undefined && heard.text !== "" && received !== 1) {
    add("I2", "again-after-content", `${shown}, and the upstream was asked ${received} times`);
  }
  return found;
}

async function close({ server, log }: RawHouse): Promise<readonly Violation[]> {
  // What it says when it is stopped is for people.
  const found = [...unexpectedEnds(server), ...checkLog(readFileSync(log, "utf8"))];
  await server.stop();
  return found;
}
