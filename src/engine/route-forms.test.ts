import { expect, test } from "vitest";
import { emulated } from "./parameter-table.fixture.ts";
import { aliasOf, asking, routeWorld, type Script, scripted, twoTargets, wayOf } from "./route.fixture.ts";

const answer = (text: string): Script => [
  { type: "text-delta", choice: 0, text },
  { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
  { type: "end", usage: { inputTokens: 10, outputTokens: 5 } },
];

const schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
const person = asking({ format: { type: "json_schema", name: "person", strict: true, schema } });

/** A provider that only asks its upstream to keep to the form, and whose answers are these, one after the other. */
function following(name: string, ...texts: readonly string[]) {
  const left = [...texts];
  const one = scripted(name, { parameters: emulated });
  const { generate } = one.provider;
  const items: unknown[] = [];
  Object.assign(one.provider, {
    generate(attempt: Parameters<typeof generate>[0]) {
      items.push(attempt.task.items);
      one.script = answer(left.shift() ?? "");
      return generate(attempt);
    },
  });
  return { one, items };
}

const textOf = (events: Awaited<ReturnType<ReturnType<typeof routeWorld>["run"]>>): string =>
  events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join("");

test("an answer that does not fit is asked for once more, with what is wrong, as an attempt of its own", async () => {
  const { one, items } = following("a", '{"name": 5}', '{"name": "Ada"}');
  const { run, attempts } = routeWorld([one]);
  const events = await run("a/x", person);
  expect(textOf(events)).toBe('{"name": "Ada"}');
  expect(attempts).toHaveLength(2);
  expect(JSON.stringify(items[1])).toContain("#/name");
  expect(wayOf(events)).toContain("a/x: answer_unfit");
});

test("the second one that does not fit goes on to the next target, and then to the caller", async () => {
  const { one } = following("a", "no", "no");
  const other = scripted("b");
  other.script = answer("as it comes");
  const { run } = routeWorld([one, other], aliasOf(twoTargets));
  expect(textOf(await run("chat", person))).toBe("as it comes");
  const alone = routeWorld([following("a", "no", "no").one]);
  await expect(alone.run("a/x", person)).rejects.toMatchObject({ code: "answer_unfit" });
});

test("refused, it is asked for once; trusted, it is handed on", async () => {
  const refusing = following("a", '{"name": 5}', '{"name": "Ada"}').one;
  const refused = routeWorld([refusing], [], {
    traits: new Map([[refusing.provider, { jsonSchema: "refuse" }]]),
  });
  await expect(refused.run("a/x", person)).rejects.toMatchObject({ code: "answer_unfit" });
  expect(refused.attempts).toHaveLength(1);
  const trusting = following("a", "anything").one;
  const trusted = routeWorld([trusting], [], {
    traits: new Map([[trusting.provider, { jsonSchema: "trust" }]]),
  });
  expect(textOf(await trusted.run("a/x", person))).toBe("anything");
});

test("who asks for no form, or not strictly, gets what comes", async () => {
  const { run } = routeWorld([following("a", "one", "two").one]);
  expect(textOf(await run("a/x"))).toBe("one");
  const loose = asking({ format: { type: "json_schema", name: "person", strict: false, schema } });
  expect(textOf(await run("a/x", loose))).toBe("two");
});

test("a provider that sees to it itself is held to it where the settings say so", async () => {
  const one = scripted("a");
  one.script = answer("```json\n{}\n```");
  const plain = routeWorld([one]);
  expect(textOf(await plain.run("a/x", person))).toBe("```json\n{}\n```");
  const held = routeWorld([one], [], { traits: new Map([[one.provider, { jsonSchema: "refuse" }]]) });
  await expect(held.run("a/x", person)).rejects.toMatchObject({ code: "answer_unfit" });
});
