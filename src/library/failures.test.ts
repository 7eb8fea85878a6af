import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { createParley, type Parley, type ParleyOptions } from "./create-parley.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-library-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(options: ParleyOptions = {}): Parley {
  const parley = createParley({ env: {}, ...options });
  onTestFinished(() => parley.close());
  return parley;
}

/** How `call` fails, whether at once or later. */
async function failure(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing failed");
}

describe("the data folder", () => {
  test("a secret that is missing beside a database is not made anew", async () => {
    const data = testFolder();
    const first = open({ data });
    await first.chat({ prompt: "hi" });
    await first.close();
    rmSync(join(data, "secret.key"));
    const error = await failure(() => open({ data }).chat({ prompt: "hi" }));
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({
      code: "invalid_value",
      param: "data",
      message: expect.stringContaining("secret.key is missing"),
      cause: { name: "DataError" },
    });
    expect(existsSync(join(data, "secret.key"))).toBe(false);
  });

  test("a file where the folder should be, and what is no path", async () => {
    const file = join(testFolder(), "file");
    writeFileSync(file, "");
    for (const data of [file, join(file, "below"), "", "~/data", 5 as unknown as string]) {
      const error = await failure(() => open({ data }).models());
      expect(error).toBeInstanceOf(ParleyError);
      expect(error).toMatchObject({ code: "invalid_value", param: "data" });
    }
  });

  test("an opening that failed is tried again", async () => {
    const data = join(testFolder(), "data");
    writeFileSync(data, "");
    const parley = open({ data });
    const session = parley.session();
    await expect(parley.chat({ prompt: "hi" })).rejects.toMatchObject({ code: "invalid_value" });
    await expect(session.send("My name is Ada.")).rejects.toMatchObject({ code: "invalid_value" });
    rmSync(data);
    expect((await parley.chat({ prompt: "hi" })).text).not.toBe("");
    await session.send("My name is Ada.");
    expect((await session.send("What is my name?")).text).toContain("Ada");
  });

  test("what the machine refuses", async () => {
    const data = testFolder();
    mkdirSync(join(data, "secret.key"));
    const error = await failure(() => open({ data }).models());
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({ code: "storage_unavailable", param: "data", cause: { syscall: "read" } });
  });
});

describe("options", () => {
  test("settings that are wrong", async () => {
    const settings = { models: { chat: { targets: [{ provider: "nobody" }] } } };
    const error = await failure(() => open({ settings }).chat({ prompt: "hi" }));
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({
      code: "invalid_value",
      param: "settings",
      message: expect.stringContaining("nobody"),
      cause: { name: "SettingsError" },
    });
  });

  test("an environment that is wrong", async () => {
    const error = await failure(() => open({ env: { PARLEY_PORT: "many" } }).models());
    expect(error).toMatchObject({ code: "invalid_value", param: "env" });
  });

  test.each([
    [{ foo: 1 }, /no option 'foo'; known are data, settings, env, warn/],
    [{ providers: {} }, /no option 'providers'; put it into 'settings'/],
    [null, /takes an object/],
    [[], /takes an object/],
  ])("unknown ones are the program's mistake: %j", (options, words) => {
    expect(() => createParley(options as ParleyOptions)).toThrow(TypeError);
    expect(() => createParley(options as ParleyOptions)).toThrow(words);
  });

  test.each([
    [{ token: 5 }, "invalid_type", "token"],
    [{ instruction: "x" }, "unknown_parameter", "instruction"],
    [null, "invalid_type", undefined],
  ])("of a session: %j", (options, code, param) => {
    expect(() => open().session(options as never)).toThrow(expect.objectContaining({ code, param }));
  });

  test.each([
    [{ signal: 5 }, "invalid_type", "signal"],
    [{ sginal: 5 }, "unknown_parameter", "sginal"],
    [null, "invalid_type", undefined],
  ])("of a call: %j", async (options, code, param) => {
    const parley = open();
    const wrong = options as never;
    for (const call of [
      () => parley.chat({ prompt: "hi" }, wrong),
      () => parley.stream({ prompt: "hi" }, wrong),
      () => parley.embed({ model: "rehearsal-embedding", input: "hi" }, wrong),
      () => parley.session().send("hi", wrong),
      () => parley.session().stream("hi", wrong),
    ]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(ParleyError);
      expect(error).toMatchObject({ code, param });
    }
  });
});

test("a signal in the request is sent to its place", async () => {
  const parley = open();
  const request = { model: "m", prompt: "hi", input: "hi", signal: AbortSignal.timeout(5_000) } as never;
  for (const call of [
    () => parley.chat(request),
    () => parley.stream(request),
    () => parley.embed(request),
    () => parley.session().send(request),
  ]) {
    expect(await failure(call)).toMatchObject({
      code: "unknown_parameter",
      param: "signal",
      message: expect.stringContaining("as the second argument"),
    });
  }
});

test.each([
  [{}, "missing_required_parameter", "model"],
  [{ model: "m" }, "missing_required_parameter", "input"],
  [{ model: "m", input: [] }, "empty_array", "input"],
  [{ model: "m", input: [5] }, "invalid_type", "input[0]"],
  [{ model: "m", input: "x", dimensions: 0 }, "integer_below_min_value", "dimensions"],
  [null, "invalid_type", undefined],
])("texts to embed: %j", async (request, code, param) => {
  const error = await failure(() => open().embed(request as never));
  expect(error).toBeInstanceOf(ParleyError);
  expect(error).toMatchObject({ code, param });
});
