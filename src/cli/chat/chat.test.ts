import { expect, test } from "vitest";
import { World } from "../world.fixture.ts";
import type { Reply } from "./reply.ts";

/** `slow/rehearsal` is so slow that an answer does not end before it is stopped. */
const yaml = `providers:
  rehearsal: { type: rehearsal, tokensPerSecond: 100000 }
  slow: { type: rehearsal, tokensPerSecond: 1 }
`;
const ctrlC = "\x03";
const ctrlD = "\x04";
const asBefore = "The conversation is as it was before.";

/** A conversation at a terminal, from its first prompt on. */
async function sitDown(options: { json?: boolean }, ...words: readonly string[]) {
  const world = new World({ yaml, terminal: true });
  if (options.json === true) world.stdout.isTTY = false;
  const over = world.run("chat", ...words, ...(options.json === true ? ["--json"] : []));
  const screen = options.json === true ? world.stderr : world.stdout;
  await screen.says("> ");
  return { world, over, screen };
}

test("a conversation keeps its context, and can be continued by its token", async () => {
  const { world, over } = await sitDown({});
  world.stdin.write("My cat is called Minka.\r");
  await world.stdout.says('"My cat is called Minka."');
  world.stdin.write("What did I say before?\r");
  await world.stdout.says('you said: "My cat is called Minka."');
  world.stdin.write(ctrlD);
  expect(await over).toBe(0);
  const token = /To continue: parley chat --session (sess_\w+)/.exec(world.stdout.text)?.[1] ?? "";
  expect(world.listening).toBe(0);

  const later = new World({ yaml, folder: world.folder });
  expect(await later.run("chat", "--session", token, "What", "did", "I", "say", "first?")).toBe(0);
  expect(later.stdout.text).toContain("Minka");
});

test("Ctrl-C stops the answer and not the program, and the turn is forgotten", async () => {
  const { world, over } = await sitDown({}, "--model", "slow/rehearsal");
  world.stdin.write("Remember the number 4711.\r");
  await world.stdout.says("You");
  world.stdin.write(ctrlC);
  await world.stdout.says(`\nStopped. ${asBefore}\n`);
  world.stdin.write("/exit\r");
  expect(await over).toBe(0);
  expect(world.stdout.text).not.toContain("To continue");
});

test("a turn that was stopped is not part of what follows", async () => {
  const { world, over } = await sitDown({}, "--model", "slow/rehearsal");
  world.stdin.write("Remember the number 4711.\r");
  await world.stdout.says("You");
  world.signal("SIGINT");
  await world.stdout.says("Stopped.");
  world.stdin.write("/model rehearsal\r");
  await world.stdout.says("rehearsal answers from now on.");
  world.stdin.write("I like tea.\r");
  await world.stdout.says('"I like tea."');
  world.stdin.write(ctrlD);
  expect(await over).toBe(0);
  const token = /--session (sess_\w+)/.exec(world.stdout.text)?.[1] ?? "";
  const later = new World({ yaml, folder: world.folder });
  expect(await later.run("chat", "--session", token, "What did I say first?")).toBe(0);
  expect(later.stdout.text).toContain("I like tea.");
  expect(later.stdout.text).not.toContain("4711");
});

test("an answer that fails is told in a line, and the conversation goes on", async () => {
  const { world, over } = await sitDown({}, "--model", "rehearsal-overloaded");
  world.stdin.write("Hello\r");
  await world.stdout.says(`The model's provider is overloaded. Please try again later. ${asBefore}\n`);
  world.stdin.write("/model rehearsal\r");
  await world.stdout.says("rehearsal answers from now on.");
  world.stdin.write("I like tea.\r");
  await world.stdout.says('"I like tea."');
  world.stdin.write(ctrlD);
  expect(await over).toBe(0);
});

test("at an empty prompt two Ctrl-C within two seconds leave, and two further apart do not", async () => {
  const { world, over } = await sitDown({});
  const hint = "Ctrl-C once more, or Ctrl-D, leaves.\n";
  world.stdin.write(ctrlC);
  await world.stdout.says(hint);
  world.time += 2_001;
  const before = world.stdout.text.length;
  world.stdin.write(ctrlC);
  await world.stdout.says(hint, before);
  world.time += 2_000;
  world.stdin.write(ctrlC);
  expect(await over).toBe(0);
});

test("commands: models, a wrong one, a new conversation, help", async () => {
  const { world, over } = await sitDown({});
  world.stdin.write("/model\r");
  await world.stdout.says("* rehearsal\n");
  world.stdin.write("/model rehearsal-slwo\r");
  await world.stdout.says(
    "There is no model rehearsal-slwo. Did you mean rehearsal-slow? rehearsal goes on answering.\n",
  );
  world.stdin.write("/nwe\r");
  await world.stdout.says("There is no command /nwe. Did you mean /new?\n");
  world.stdin.write("/help\r");
  await world.stdout.says("/model [NAME]");
  world.stdin.write("My dog is called Bello.\r");
  await world.stdout.says('"My dog is called Bello."');
  world.stdin.write("/new\r");
  await world.stdout.says(
    "A new conversation begins.\nTo continue the last one: parley chat --session sess_",
  );
  const before = world.stdout.text.length;
  world.stdin.write("What did I say before?\r");
  await world.stdout.says("> ", before + 30);
  expect(world.stdout.text.slice(before)).not.toContain("Bello");
  world.stdin.write("/exit\r");
  expect(await over).toBe(0);
});

test("a signal to end stops the answer and leaves, with the shell's exit code", async () => {
  const { world, over } = await sitDown({}, "--model", "slow/rehearsal");
  world.stdin.write("Hello there, this takes long\r");
  await world.stdout.says("You");
  world.signal("SIGTERM");
  expect(await over).toBe(143);
  expect(world.listening).toBe(0);
});

test("with --json standard output has events alone, and the person reads standard error", async () => {
  const { world, over } = await sitDown({ json: true });
  world.stdin.write("Hello\r");
  await world.stdout.says('"object":"chat",');
  world.stdin.write("/model rehearsal-overloaded\r");
  await world.stderr.says("rehearsal-overloaded answers from now on.");
  world.stdin.write("Hello\r");
  await world.stdout.says('"object":"error"');
  world.stdin.write(ctrlD);
  expect(await over).toBe(0);
  const events = world.stdout.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const deltas = events.filter(({ object }) => object === "chat.delta");
  const reply = events.find(({ object }) => object === "chat") as Reply;
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.map(({ text }) => text).join("")).toBe(reply.text);
  expect(events.at(-1)).toEqual({
    object: "error",
    error: { code: "upstream_overloaded", message: expect.any(String) },
  });
});
