import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { createTokenizer } from "./tokenizer.ts";

const tokenizer = createTokenizer();
afterAll(() => tokenizer.close());

/** A worker that dies of its first batch. */
const crashing = new URL(
  `data:text/javascript,${encodeURIComponent(
    'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { throw new Error("broken"); });',
  )}`,
);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

describe("createTokenizer", () => {
  test("counts several texts in one call", async () => {
    expect(await tokenizer.count(["Hello, world!", "", "<|endoftext|>"])).toEqual([4, 0, 7]);
    expect(await tokenizer.count([])).toEqual([]);
  });

  test("splits a text into tokens with their ids and bytes", async () => {
    const tokens = await tokenizer.split("Hello, world!");
    expect(tokens.map((token) => token.text)).toEqual(["Hello", ",", " world", "!"]);
    expect(tokens[0]?.id).toBe(13225);
    expect(Buffer.from(tokens[2]!.bytes).toString()).toBe(" world");
    expect(await tokenizer.split("")).toEqual([]);
  });

  test("never shows half a character, and loses none", async () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
    await fc.assert(
      fc.asyncProperty(text, async (sample) => {
        const tokens = await tokenizer.split(sample);
        expect(tokens.map((token) => token.text).join("")).toBe(sample.toWellFormed());
        expect(Buffer.concat(tokens.map((token) => token.bytes))).toEqual(Buffer.from(sample));
        for (const token of tokens) {
          if (!sample.toWellFormed().includes("\ufffd")) expect(token.text).not.toContain("\ufffd");
        }
      }),
    );
  });

  test("cuts an emoji into tokens that show it once it is whole", async () => {
    const tokens = await tokenizer.split("a 🫨");
    expect(tokens.length).toBeGreaterThan(2);
    expect(tokens.filter((token) => token.text.includes("🫨"))).toHaveLength(1);
    expect(tokens.some((token) => token.text === "")).toBe(true);
  });

  test("turns token ids back into text", async () => {
    const ids = (await tokenizer.split("Grüße 🫨")).map((token) => token.id);
    expect(await tokenizer.decode([ids, [199_999], [999_999], []])).toEqual([
      "Grüße 🫨",
      "<|endoftext|>",
      undefined,
      "",
    ]);
    expect(await tokenizer.decode([])).toEqual([]);
  });

  test("starts its worker with the first call and ends it after a quiet while", async () => {
    const lazy = createTokenizer({ idleMs: 20 });
    expect(lazy.running).toBe(false);
    expect(await lazy.count(["a"])).toEqual([1]);
    expect(lazy.running).toBe(true);
    await until(() => !lazy.running);
    expect(await lazy.count(["a b"])).toEqual([2]);
    await lazy.close();
  });

  test("answers calls of one turn in their order", async () => {
    const answers = await Promise.all([
      tokenizer.count(["a"]),
      tokenizer.split("b"),
      tokenizer.count(["c d"]),
    ]);
    expect(answers[0]).toEqual([1]);
    expect(answers[1]).toHaveLength(1);
    expect(answers[2]).toEqual([2]);
  });

  test("answers a small call while large ones are under way", async () => {
    const order: string[] = [];
    const large = Array.from({ length: 3 }, async () => {
      const [count = 0] = await tokenizer.count([" ".repeat(500_000)]);
      order.push("large");
      return count;
    });
    await new Promise((resolve) => setImmediate(resolve));
    await tokenizer.count(["small"]);
    order.push("small");
    const counts = await Promise.all(large);
    expect(order).toEqual(["small", "large", "large", "large"]);
    expect(new Set(counts).size).toBe(1);
  });

  test("drops the work of a call that was aborted", async () => {
    const before = new AbortController();
    const during = new AbortController();
    const queued = tokenizer.count(["a"], { signal: before.signal });
    before.abort();
    await expect(queued).rejects.toMatchObject({ code: "cancelled" });
    await expect(tokenizer.split("a", { signal: before.signal })).rejects.toMatchObject({
      code: "cancelled",
    });

    // 100 MB would take a minute: that the worker rests before the test's limit is the proof.
    const lazy = createTokenizer({ idleMs: 1 });
    const huge = lazy.count(["漢字仮名交".repeat(4_000_000)], { signal: during.signal });
    await until(() => lazy.running);
    const beside = lazy.count(["b c"]);
    during.abort();
    await expect(huge).rejects.toMatchObject({ code: "cancelled" });
    expect(await beside).toEqual([2]);
    await until(() => !lazy.running);
    expect(await lazy.count(["c"])).toEqual([1]);
    await lazy.close();
  });

  test("stops counting above a limit, and counts exactly up to it", async () => {
    const words = "word ".repeat(40_000);
    const [exact = 0] = await tokenizer.count([words]);
    expect(await tokenizer.count(["a", words], { limit: exact + 1 })).toEqual([1, exact]);
    expect(await tokenizer.count(["a", words], { limitEach: exact })).toEqual([1, exact]);
    for (const options of [{ limit: 10_000 }, { limitEach: 10_000 }]) {
      const [one, some = 0, ...none] = await tokenizer.count(["a", words, "b"], options);
      expect(one).toBe(1);
      expect(some).toBeGreaterThan(10_000);
      expect(some).toBeLessThan(20_000);
      expect(none).toEqual([]);
    }
  });

  test("needs no worker for what is too long by its length alone", async () => {
    const lazy = createTokenizer();
    // Spaces make the longest tokens: 128 of them are one.
    const spaces = " ".repeat(128 * 100);
    expect(await lazy.count([spaces, " "], { limit: 100 })).toEqual([100, 1]);
    expect(await lazy.count([`${spaces} `], { limitEach: 100 })).toEqual([101]);
    expect(lazy.running).toBe(false);
    await lazy.close();
  });

  test("rejects what a crashed worker had, and starts another", async () => {
    const broken = createTokenizer({ worker: crashing });
    const failures = await Promise.allSettled([broken.count(["a"]), broken.split("b")]);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        status: "rejected",
        reason: { name: "ParleyError", code: "internal" },
      });
      expect((failure as PromiseRejectedResult).reason.cause).toMatchObject({ message: "broken" });
    }
    expect(broken.running).toBe(false);
    await expect(broken.count(["again"])).rejects.toThrow(ParleyError);
    await broken.close();
  });

  test("rejects open and later calls when it is closed", async () => {
    const closing = createTokenizer();
    await closing.count(["a"]);
    const sent = closing.count(["b"]);
    await new Promise((resolve) => setImmediate(resolve));
    const queued = closing.count(["c"]);
    const failures = Promise.allSettled([sent, queued]);
    await closing.close();
    for (const failure of await failures) {
      expect(failure).toMatchObject({ status: "rejected", reason: { code: "shutting_down" } });
    }
    await expect(closing.count(["d"])).rejects.toMatchObject({ code: "shutting_down" });
    await closing.close();
  });

  test("keeps the process alive for an answer, and not a moment longer", async () => {
    const script = `
      import { createTokenizer } from ${JSON.stringify(new URL("./tokenizer.ts", import.meta.url).href)};
      console.log(JSON.stringify(await createTokenizer().count(["Hello, world!"])));
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    // The worker's idle time is a minute, the test's limit 20 s: ending at all is the proof.
    const [code] = await once(child, "exit");
    expect({ code, output }).toEqual({ code: 0, output: "[4]\n" });
  });
});
