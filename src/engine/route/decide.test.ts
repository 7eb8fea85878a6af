import {
  assert,
  double,
  integer,
  array,
  constantFrom,
  option,
  property,
  record,
  string,
  uniqueArray,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../lib/seeded-random.ts";
import { type Candidate, decide, type Facts } from "./decide.ts";
import { strategies } from "./plan.ts";

const candidate = (name: string, rest: Partial<Candidate> = {}): Candidate => ({
  name,
  rank: 0,
  weight: 1,
  coolingMs: 0,
  load: 0,
  running: 0,
  firstMs: undefined,
  costMicros: undefined,
  ...rest,
});

const chance = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const arbitraryFacts = record({
  strategy: constantFrom(...strategies),
  candidates: uniqueArray(
    record({
      name: string({ minLength: 1 }),
      rank: integer({ min: 0, max: 5 }),
      weight: integer({ min: 1, max: 100 }),
      unfit: option(constantFrom("no images", "no tools"), { nil: undefined }),
      coolingMs: constantFrom(0, 0, 1, 50),
      load: integer({ min: 0, max: 9 }),
      running: integer({ min: 0, max: 9 }),
      firstMs: option(integer({ min: 0, max: 5000 }), { nil: undefined }),
      costMicros: option(integer({ min: 0, max: 5000 }), { nil: undefined }),
    }),
    { selector: ({ name }) => name, maxLength: 12 },
  ),
  stickyKey: option(string(), { nil: undefined }),
  chances: array(chance, { minLength: 12, maxLength: 12 }),
}).map(({ stickyKey, candidates, ...rest }): Facts => ({
  ...rest,
  candidates: candidates.map(({ unfit, ...one }) => (unfit === undefined ? one : { ...one, unfit })),
  ...(stickyKey !== undefined && { stickyKey }),
}));

const named = (facts: Facts): readonly string[] =>
  decide(facts).order.map((position) => facts.candidates[position]?.name ?? "");

describe("for any facts", () => {
  test("every target that can appears once, those that cannot never", () => {
    assert(
      property(arbitraryFacts, (facts) => {
        const { order, why } = decide(facts);
        const able = facts.candidates.flatMap(({ unfit }, at) => (unfit === undefined ? at : []));
        expect(order.toSorted((a, b) => a - b)).toEqual(able);
        expect([...order, ...why.skipped].toSorted((a, b) => a - b)).toEqual([...facts.candidates.keys()]);
      }),
    );
  });

  test("the same facts give the same decision, and do not change", () => {
    assert(
      property(arbitraryFacts, (facts) => {
        const before = structuredClone(facts);
        expect(decide(facts)).toEqual(decide(facts));
        expect(facts).toEqual(before);
      }),
    );
  });

  test("whoever cools comes after all who do not, the shortest first", () => {
    assert(
      property(arbitraryFacts, (facts) => {
        const { order, why } = decide(facts);
        const cooling = order.map((position) => facts.candidates[position]?.coolingMs ?? 0);
        expect(cooling).toEqual(cooling.toSorted((a, b) => a - b));
        expect(why.cooling).toBe(cooling.filter((ms) => ms > 0).length);
      }),
    );
  });

  test("the order in which the targets are given does not matter, when each keeps its chance", () => {
    assert(
      property(arbitraryFacts, integer(), (facts, seed) => {
        const { below } = createSeededRandom(seed);
        const shuffled = facts.candidates
          .map((one, at) => ({ one, chance: facts.chances[at] ?? 0, lot: below(1000) }))
          .toSorted((a, b) => a.lot - b.lot);
        const other: Facts = {
          ...facts,
          candidates: shuffled.map(({ one }) => one),
          chances: shuffled.map((each) => each.chance),
        };
        expect(named(other)).toEqual(named(facts));
      }),
    );
  });

  test("a key decides without chance", () => {
    assert(
      property(arbitraryFacts, array(chance), (facts, chances) => {
        const keyed = { ...facts, stickyKey: facts.stickyKey ?? "key" };
        expect(decide({ ...keyed, chances })).toEqual(decide(keyed));
      }),
    );
  });
});

describe("strategies", () => {
  const order = (strategy: Facts["strategy"], candidates: readonly Candidate[]) =>
    named({ strategy, candidates, chances: candidates.map(() => 0.5) });

  test("first: as in the settings", () => {
    expect(
      order("first", [candidate("b", { rank: 1 }), candidate("a"), candidate("c", { rank: 2 })]),
    ).toEqual(["a", "b", "c"]);
  });

  test("least-busy: by what runs, for its weight", () => {
    const busy = [
      candidate("a", { running: 2 }),
      candidate("b", { running: 3, weight: 4 }),
      candidate("c", { running: 1 }),
    ];
    expect(order("least-busy", busy)).toEqual(["b", "c", "a"]);
    const loaded = busy.map((one, position) => ({ ...one, load: [0, 2, 1][position] ?? 0 }));
    expect(order("least-busy", loaded)).toEqual(["a", "c", "b"]);
  });

  test("fastest: who was not measured is tried, by one call at a time", () => {
    const measured = [candidate("slow", { firstMs: 900 }), candidate("quick", { firstMs: 90 })];
    expect(order("fastest", [...measured, candidate("new")])).toEqual(["new", "quick", "slow"]);
    expect(order("fastest", [...measured, candidate("new", { running: 1 })])).toEqual([
      "quick",
      "slow",
      "new",
    ]);
  });

  test("cheapest: an unknown price is the last", () => {
    const priced = [
      candidate("unknown"),
      candidate("dear", { costMicros: 9 }),
      candidate("free", { costMicros: 0 }),
    ];
    expect(order("cheapest", priced)).toEqual(["free", "dear", "unknown"]);
  });
});

/** How often each comes first, of `times`. */
function firsts(
  candidates: readonly Candidate[],
  times: number,
  facts: Partial<Facts> = {},
): Map<string, number> {
  const { next } = createSeededRandom(7);
  const counts = new Map<string, number>();
  for (let i = 0; i < times; i++) {
    const [name = ""] = named({ strategy: "weighted", candidates, chances: candidates.map(next), ...facts });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

test("weights are respected", () => {
  const counts = firsts(
    [candidate("a", { weight: 6 }), candidate("b", { weight: 3 }), candidate("c")],
    20_000,
  );
  expect(counts.get("a")).toBeGreaterThan(11_700);
  expect(counts.get("a")).toBeLessThan(12_300);
  expect(counts.get("b")).toBeGreaterThan(5_700);
  expect(counts.get("b")).toBeLessThan(6_300);
  expect(counts.get("c")).toBeGreaterThan(1_800);
  expect(counts.get("c")).toBeLessThan(2_200);
});

test("keys are spread by weight, too", () => {
  const candidates = [candidate("a/x#1", { weight: 3 }), candidate("a/x#2")];
  const counts = new Map<string, number>();
  for (let i = 0; i < 10_000; i++) {
    const [name = ""] = named({
      strategy: "weighted",
      candidates,
      chances: [],
      stickyKey: `proj_1\0conv_${i}`,
    });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect(counts.get("a/x#1")).toBeGreaterThan(7_200);
  expect(counts.get("a/x#1")).toBeLessThan(7_800);
});

test("when a target is added, only the keys move that go to it: about one of n", () => {
  const before = ["a", "b", "c", "d"].map((name) => candidate(`p/${name}`));
  const after = [...before, candidate("p/e")];
  let moved = 0;
  for (let i = 0; i < 5_000; i++) {
    const facts = { strategy: "weighted", chances: [], stickyKey: `key ${i}` } as const;
    const [was] = named({ ...facts, candidates: before });
    const [is] = named({ ...facts, candidates: after });
    if (was === is) continue;
    moved++;
    expect(is).toBe("p/e");
  }
  expect(moved).toBeGreaterThan(800);
  expect(moved).toBeLessThan(1_200);
});

test("a key stays with the target that serves it, unless that cools; then it comes back", () => {
  const candidates = ["a", "b", "c"].map((name) => candidate(name));
  const facts = { strategy: "least-busy", chances: [], stickyKey: "k" } as const;
  const [home = ""] = named({ ...facts, candidates });
  const busy = candidates.map((one) => ({ ...one, load: one.name === home ? 50 : 0 }));
  expect(named({ ...facts, candidates: busy })[0]).toBe(home);
  const ill = candidates.map((one) => ({ ...one, coolingMs: one.name === home ? 1 : 0 }));
  expect(named({ ...facts, candidates: ill }).at(-1)).toBe(home);
});

test("a key chooses among equals alone: the endpoints of the first target, the targets of the same price", () => {
  const ranked = [candidate("a#1"), candidate("a#2"), candidate("b", { rank: 1, weight: 1_000 })];
  const dear = ranked.map((one) => ({ ...one, costMicros: one.name === "b" ? 9 : 1 }));
  const seen = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const key = { chances: [], stickyKey: String(i) };
    seen.add(named({ strategy: "first", candidates: ranked, ...key })[0] ?? "");
    expect(named({ strategy: "first", candidates: ranked, ...key })[2]).toBe("b");
    expect(named({ strategy: "cheapest", candidates: dear, ...key })[2]).toBe("b");
  }
  expect([...seen].toSorted()).toEqual(["a#1", "a#2"]);
});
