import { describe, expect, test, vi } from "vitest";
import type { GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
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

describe("what only an upstream of its own dialect can read", () => {
  const refusal = new ParleyError("unsupported_by_provider", {
    message: "Not here.",
    param: "tools[0].type",
  });
  const options = () => {
    throw refusal;
  };
  const unreadable = (body: Readonly<Record<string, unknown>>) => ({
    task: Object.defineProperty({ kind: "generate", items: [], options: {} } as GenerateTask, "options", {
      get: vi.fn(options),
    }),
    source: { dialect: "messages", body, bytes: Buffer.from("{}"), includeUsage: true } as const,
  });
  const reader = () => scripted("a", { parameters: emulated, forwards: ["messages"] });

  test.each([
    ["without a form", { tools: [{ type: "web_search_20250305" }] }],
    ["with a form", { output_config: { format: { type: "json_schema", schema: {} } } }],
    ["with a form in its older place", { output_format: { type: "json_schema", schema: {} } }],
  ])("goes there as it came, once, %s", async (_what, body) => {
    const one = reader();
    await routeWorld([one]).run("a/x", unreadable(body));
    expect(one.asked).toEqual(["x"]);
  });

  test("is not taken apart where it says nothing of a form", async () => {
    const call = unreadable({ output_config: { effort: "low" } });
    await routeWorld([reader()]).run("a/x", call);
    expect(Object.getOwnPropertyDescriptor(call.task, "options")?.get).not.toHaveBeenCalled();
  });

  test("is refused by others, once, and left to the next target that can read it", async () => {
    const other = scripted("a", { parameters: emulated });
    const alone = routeWorld([other]);
    const body = { output_config: { format: { type: "json_schema", schema: {} } } };
    await expect(alone.run("a/x", unreadable(body))).rejects.toBe(refusal);
    const one = scripted("b", { parameters: emulated, forwards: ["messages"] });
    await routeWorld([other, one], aliasOf(twoTargets)).run("chat", unreadable(body));
    expect([other.asked, one.asked]).toEqual([[], ["y"]]);
  });
});
