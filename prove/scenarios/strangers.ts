/** Whether the time of an answer tells a stranger that an id is somebody's. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Violation } from "../checker/violation.ts";
import { type Keeper, openKeeper } from "../keys/keeper.ts";
import { isBusyMachine, judgedOrNot } from "../load/busy-machine.ts";
import { startLoadHouse } from "../load/load-house.ts";
import { createRawPool, type RawPool } from "../load/raw-pool.ts";
import { croppedWelch } from "../timing/welch.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** Samples of each class, for each way to ask. */
const samples = { short: 600, full: 20_000 } as const;

/** As in prove/timing: beyond it two classes can be told apart. */
const bound = 4.5;

/** The slowest samples are the machine's doing. */
const keep = 0.9;
const warmUps = 200;

/** Ids of a class are many, so that no cache knows one of them. */
const ids = 40;

/** Of what can be asked once alone: somebody has to have asked each of them before. */
const onceSamples = { short: 300, full: 2_000 } as const;

interface Way {
  readonly name: string;
  readonly theirs: readonly string[];
  readonly nobodys: readonly string[];
  /** Whether each of them can be asked for once. */
  readonly once?: true;
  /** The request's first line and headers of its own, and a body. */
  ask(id: string): readonly [head: string, body?: string];
}

export async function runStrangers(world: World): Promise<Outcome> {
  const house = await startLoadHouse(world, "strangers", { settings: "" });
  const keeper = await openKeeper(house.server.url, house.key);
  const [mine, other] = [await keeper.newProject("mine"), await keeper.newProject("other")];
  const stranger = await keeper.newKey({ role: "owner", scopes: null }, mine);
  const owner = await openKeeper(
    house.server.url,
    (await keeper.newKey({ role: "owner", scopes: null }, other)).secret,
  );
  const ways = [
    ...(await waysOf(world, owner, { mine, other })),
    await idempotencyKeys(world, house.port, owner.key),
  ];
  const found: Violation[] = [];
  const pool = createRawPool(house.port);
  const told: string[] = [];
  for (const one of ways) {
    const { t, statuses } = await measure(world, pool, one, stranger.secret);
    told.push(`${one.name} ${t.toFixed(1)}`);
    if (statuses.size !== 1)
      found.push({ invariant: "I5", rule: "told-apart", what: `${one.name}: ${[...statuses].join(", ")}` });
    if (!isBusyMachine() && Math.abs(t) >= bound)
      found.push({ invariant: "I5", rule: "told-by-time", what: `${one.name}: t = ${t.toFixed(1)}` });
  }
  // Whoever may read it is answered in another time: were that not seen, nothing would be.
  const control = await measure(world, pool, ways[1] as Way, owner.key);
  if (!isBusyMachine() && Math.abs(control.t) < bound)
    found.push({
      invariant: "I5",
      rule: "blind",
      what: `what is read looks like what is not: t = ${control.t.toFixed(1)}`,
    });
  pool.close();
  found.push(...unexpectedEnds(house.server));
  await house.server.stop();
  return {
    counted: `${samples[world.size]} samples of each class, told apart from |t| = ${bound} on: ${told.join(", ")}; to see that it is seen, one's own ${control.t.toFixed(0)}${judgedOrNot()}`,
    violations: found,
  };
}

interface Projects {
  readonly mine: string;
  readonly other: string;
}

/** Addresses in which the owner's ids can stand. */
async function waysOf(world: World, owner: Keeper, { mine, other }: Projects): Promise<readonly Way[]> {
  const make = async (path: string, body: object): Promise<readonly string[]> => {
    const made: string[] = [];
    for (let count = 0; count < ids; count++) made.push(String((await owner.post(path, body))["id"]));
    return made;
  };
  const conversations = await make("/v1/conversations", {
    items: [{ type: "message", role: "user", content: "ours" }],
  });
  const responses = await make("/v1/responses", { model: "rehearsal", input: "ours" });
  const keys = await make(`/v1/organization/projects/${other}/api_keys`, { name: "ours" });
  const requests = await requestsOf(owner);
  const way = (name: string, theirs: readonly string[], path: (id: string) => string): Way => ({
    name,
    theirs,
    nobodys: theirs.map((id) => likeIt(world, id)),
    ask: (id) => [`GET ${path(id)} HTTP/1.1`],
  });
  return [
    way("a conversation", conversations, (id) => `/v1/conversations/${id}`),
    way("what was said in it", conversations, (id) => `/v1/conversations/${id}/items`),
    way("its export", conversations, (id) => `/v1/conversations/${id}/export`),
    way("a response", responses, (id) => `/v1/responses/${id}`),
    way("its events", responses, (id) => `/v1/responses/${id}?stream=true`),
    way("what went into it", responses, (id) => `/v1/responses/${id}/input_items`),
    way("a request", requests, (id) => `/v1/organization/requests/${id}`),
    way("a key", keys, (id) => `/v1/organization/projects/${mine}/api_keys/${id}`),
    way("a key of another project", keys, (id) => `/v1/organization/projects/${other}/api_keys/${id}`),
    way("a project", [other], (id) => `/v1/organization/projects/${id}`),
  ];
}

/** What the owner has asked for stands in the log soon after. */
async function requestsOf(owner: Keeper): Promise<readonly string[]> {
  for (let tries = 40; tries > 0; tries--) {
    const { data } = (await owner.get(`/v1/organization/requests?limit=${ids}`)) as {
      readonly data: readonly { readonly id: string }[];
    };
    if (data.length === ids) return data.map(({ id }) => id);
    await sleep(100);
  }
  throw new Error("the log does not have what the owner asked for");
}

/** Idempotency keys that the owner has used: whoever asks with one of them in another project makes a call of his own. */
async function idempotencyKeys({ random, size }: World, port: number, secret: string): Promise<Way> {
  const some = (): readonly string[] =>
    Array.from({ length: onceSamples[size] + warmUps }, () =>
      Array.from({ length: 32 }, () => random.below(16).toString(16)).join(""),
    );
  const one: Way = {
    name: "an idempotency key",
    theirs: some(),
    nobodys: some(),
    once: true,
    ask: (id) => [
      `POST /v1/embeddings HTTP/1.1\r\nidempotency-key: ${id}`,
      '{"model":"rehearsal-embedding","input":"hi"}',
    ],
  };
  const pool = createRawPool(port);
  for (const id of one.theirs) {
    const { status } = await pool.ask(requestOf(one, id, secret));
    if (status !== 200) throw new Error(`no call with an idempotency key: ${status}`);
  }
  pool.close();
  return one;
}

function requestOf({ ask }: Way, id: string, secret: string): Buffer {
  const [head, body] = ask(id);
  const more =
    body === undefined ? "" : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  return Buffer.from(
    `${head}\r\nhost: parley\r\nauthorization: Bearer ${secret}\r\n${more}\r\n${body ?? ""}`,
  );
}

/** Of the same form, with other digits. */
function likeIt({ random }: World, id: string): string {
  const at = id.indexOf("_") + 1;
  return id.slice(0, at) + id.slice(at).replaceAll(/[0-9a-f]/g, () => random.below(16).toString(16));
}

/** In random order, so that nothing that comes and goes is of one class alone. */
async function measure(
  { random, size }: World,
  pool: RawPool,
  way: Way,
  secret: string,
): Promise<{ readonly t: number; readonly statuses: ReadonlySet<number> }> {
  const count = (way.once === true ? onceSamples : samples)[size];
  const times = [new Float64Array(count), new Float64Array(count)] as const;
  const filled = [-warmUps, -warmUps];
  const statuses = new Set<number>();
  while (filled[0] !== count || filled[1] !== count) {
    const drawn = random.below(2);
    const place = (filled[drawn] === count ? 1 - drawn : drawn) === 0 ? 0 : 1;
    const at = filled[place] ?? count;
    const list = place === 0 ? way.theirs : way.nobodys;
    const id = list[way.once === true ? at + warmUps : random.below(list.length)] ?? "";
    const { status, ms } = await pool.ask(requestOf(way, id, secret));
    statuses.add(status);
    if (at >= 0) times[place][at] = ms;
    filled[place] = at + 1;
  }
  return { t: croppedWelch(times[0], times[1], keep), statuses };
}
