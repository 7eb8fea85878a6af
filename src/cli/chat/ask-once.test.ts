import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { World } from "../world.fixture.ts";
import type { Reply } from "./reply.ts";

const fast = "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 100000 } }\n";
const slow = "providers: { rehearsal: { type: rehearsal, tokensPerSecond: 1 } }\n";

test("words are answered on standard output, and nothing else is said", async () => {
  const world = new World({ yaml: fast });
  expect(await world.run("chat", "Hello,", "world!")).toBe(0);
  expect(world.stdout.text).toMatch(/^Hello.*\n$/);
  expect(world.stderr.text).toBe("");
});

test("what is piped in is answered", async () => {
  const world = new World({ yaml: fast });
  world.stdin.end("The word is Quitte.\n");
  expect(await world.run("chat")).toBe(0);
  expect(world.stdout.text).toContain("The word is Quitte.");
});

test("with --json the answer is one object with the members of POST /v1/chat", async () => {
  const world = new World({ yaml: fast });
  expect(await world.run("chat", "Hello", "--json")).toBe(0);
  expect(world.stdout.text.trimEnd()).not.toContain("\n");
  const reply = world.stdout.json() as Reply;
  expect(reply).toEqual({
    id: expect.stringMatching(/^chat-[0-9a-f]{32}$/),
    object: "chat",
    created: expect.any(Number),
    model: "rehearsal",
    text: expect.stringContaining("Hello"),
    session: expect.stringMatching(/^sess_/),
    conversation: expect.stringMatching(/^conv_/),
    finish_reason: "stop",
    usage: expect.objectContaining({
      prompt_tokens: expect.any(Number),
      completion_tokens: expect.any(Number),
    }),
  });
  expect(reply.usage?.total_tokens).toBe(
    (reply.usage?.prompt_tokens ?? 0) + (reply.usage?.completion_tokens ?? 0),
  );
});

test("usage that nobody told is null, not 0", async () => {
  const world = new World({ yaml: fast });
  expect(await world.run("chat", "Hello", "--json", "--model", "rehearsal-no-usage")).toBe(0);
  expect(world.stdout.json()).toMatchObject({ usage: null });
});

test("at a terminal the token to continue with is shown; --session continues", async () => {
  const world = new World({ yaml: fast, terminal: true });
  expect(await world.run("chat", "My cat is called Minka.")).toBe(0);
  const token = /^To continue: parley chat --session (sess_\w+)\n$/.exec(world.stderr.text)?.[1] ?? "";
  const later = new World({ yaml: fast, folder: world.folder });
  expect(await later.run("chat", "--session", token, "What did I say before?", "--json")).toBe(0);
  expect(later.stdout.json()).toMatchObject({ session: token, text: expect.stringContaining("Minka") });
});

test("an answer that fails is a sentence and exit code 1, after what had come of it", async () => {
  const world = new World({ yaml: fast });
  expect(await world.run("chat", "Hello", "--model", "rehearsal-breaks-midway")).toBe(1);
  expect(world.stdout.text).toMatch(/^Hello.*\n$/);
  expect(world.stderr.text).toBe("The model's provider broke off in the middle of the answer.\n");
});

test("with --json an answer that fails leaves standard output empty", async () => {
  const world = new World({ yaml: fast });
  expect(await world.run("chat", "Hello", "--json", "--model", "rehearsal-breaks-midway")).toBe(1);
  expect(world.stdout.text).toBe("");
  expect(world.stderr.text).toBe("The model's provider broke off in the middle of the answer.\n");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s stops the answer with exit code %i", async (signal, code) => {
  const world = new World({ yaml: slow });
  const over = world.run("chat", "Tell me something long");
  await world.stdout.says("You");
  world.signal(signal);
  expect(await over).toBe(code);
  expect(world.stderr.text).toBe("Stopped.\n");
  expect(world.listening).toBe(0);
});

test("when nobody reads the answer any more, it is stopped without a word", async () => {
  const world = new World({ yaml: slow });
  const over = world.run("chat", "Tell me something long");
  await world.stdout.says("You");
  world.hangUp();
  expect(await over).toBe(0);
  expect(world.stderr.text).toBe("");
});

test.each([
  [["chat", "hi", "--model", "rehersal"], 1, "There is no model rehersal. Did you mean rehearsal?\n"],
  [["chat", "hi", "--model", "xyz"], 1, "There is no model xyz. `parley models` lists what there is.\n"],
  [
    ["chat", "hi", "--session", "sess_x"],
    1,
    "In this data folder there is no conversation with this token. Leave out --session to begin a new one.\n",
  ],
  [["chat", ""], 2, "There is nothing to ask: the prompt is empty.\n"],
])("%j is refused", async (words, code, said) => {
  const world = new World({ yaml: fast });
  expect(await world.run(...words)).toBe(code);
  expect(world.stderr.text).toBe(said);
  expect(world.stdout.text).toBe("");
});

test("an empty prompt makes no data folder", async () => {
  const world = new World({ yaml: fast });
  world.stdin.end();
  expect(await world.run("chat")).toBe(2);
  expect(existsSync(world.data)).toBe(false);
});
