import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createOutput } from "./child-output.ts";

/** What createOutput uses of a child: its streams and its end. */
class FakeChild extends EventEmitter {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();

  end(code: number): void {
    this.emit("close", code, null);
  }
}

function heard(): { readonly child: FakeChild; readonly output: ReturnType<typeof createOutput> } {
  const child = new FakeChild();
  return { child, output: createOutput(child as unknown as ChildProcess, "the child") };
}

const LONG = 10_000;

test("finds patterns in whatever order and pieces they come", async () => {
  const { child, output } = heard();
  const found = output.find([/http:\S+/, /key \w+/], LONG);
  child.stdout.write("the key abc");
  child.stdout.write("def\nand http://127.0.0.1:1");
  child.stdout.write("234\n");
  expect(await found).toEqual(["http://127.0.0.1:1234", "key abcdef"]);
});

test("a child that ends before it said the awaited words fails with its last words, without a key", async () => {
  const { child, output } = heard();
  const found = output.find([/http:\S+/], LONG);
  child.stdout.write("key sk-parley-SECRETSECRET\n");
  child.stderr.write("the port is taken");
  setImmediate(() => child.end(1));
  const error: unknown = await found.catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/the child: it ended with 1[^]*the port is taken/);
  expect(String(error)).not.toContain("SECRET");
});

test("a child that says nothing fails in the end", async () => {
  const { output } = heard();
  await expect(output.find([/never/], 5)).rejects.toThrow("the child: nothing within 5 ms");
});

test("gives all of stdout when the child ends well", async () => {
  const { child, output } = heard();
  const finished = output.finished(LONG);
  child.stdout.write("one ");
  child.stdout.write("two");
  setImmediate(() => child.end(0));
  expect(await finished).toBe("one two");
});

test("a child that ends badly does not count as finished", async () => {
  const { child, output } = heard();
  const finished = output.finished(LONG);
  setImmediate(() => child.end(3));
  await expect(finished).rejects.toThrow("it ended with 3");
});

test("tells how a child ended, and nothing while it runs", async () => {
  const { child, output } = heard();
  expect(output.epitaph()).toBeUndefined();
  child.stderr.write("out of memory");
  await new Promise(setImmediate);
  child.end(134);
  await new Promise(setImmediate);
  expect(output.epitaph()).toBe("the child: it ended with 134\nout of memory");
});
