import { afterAll, describe, expect, test, vi } from "vitest";
import type { ErrorCode } from "../../../spec/errors.ts";
import type { StreamEvent } from "../../../spec/event.ts";
import type { Provider } from "../../../spec/provider.ts";
import {
  answerOf,
  begin,
  patientClocks,
  scripted,
  setStage,
  startMiddleman,
  startTruth,
  type Subject,
} from "./subject.fixture.ts";

const hello = ["Hello, world!"] as const;

/** What a subject's upstream does wrong is told by its right name, and a reader who leaves is let go. */
export function failures(subject: Subject): void {
  const truth = startTruth();
  afterAll(() => truth.close());

  describe("a failing upstream", () => {
    test.each<[string, ErrorCode]>([
      ["rehearsal-rate-limited", "rate_limit_exceeded"],
      ["rehearsal-refuses-key", "upstream_credentials"],
      ["rehearsal-overloaded", "upstream_overloaded"],
      ["rehearsal-times-out", "upstream_timeout"],
    ])("%s says nothing but the error %s", async (model, code) => {
      const { provider } = await setStage(subject, truth.provider);
      const { events, error } = await answerOf(provider, { says: hello, model });
      expect(events).toEqual([]);
      expect(error?.code).toBe(code);
      expect(error?.message).not.toContain("rehears");
    });

    test("says when to come back", async () => {
      const { provider } = await setStage(subject, truth.provider);
      const { error } = await answerOf(provider, { says: hello, model: "rehearsal-rate-limited" });
      expect(error?.retryAfterMs).toBe(1_000);
    });

    test.each<[string, ErrorCode]>([
      ["rehearsal-breaks-midway", "upstream_truncated"],
      ["rehearsal-garbage", "upstream_invalid"],
      ["rehearsal-fails-midway", "upstream_failed"],
    ])("%s gives the beginning, and then the error %s", async (model, code) => {
      const { provider } = await setStage(subject, truth.provider);
      const whole = await answerOf(truth.provider, { says: ["Count to 30"] });
      const { events, end, error } = await answerOf(provider, { says: ["Count to 30"], model });
      const said = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
      expect(said).not.toBe("");
      expect(whole.texts[0]?.startsWith(said)).toBe(true);
      expect(end).toBeUndefined();
      expect(error?.code).toBe(code);
    });

    test("that ends its body before its answer has not answered", async () => {
      const { mock } = await setStage(subject, truth.provider);
      const man = await startMiddleman(mock.url);
      const provider = subject.create(man.url + subject.basePath, patientClocks);
      for (const share of [0.3, 0.6, 0.9]) {
        man.mangle = (body) => [body.subarray(0, Math.floor(body.length * share))];
        const { end, error } = await answerOf(provider, { says: ["Count to 30"] });
        expect(end).toBeUndefined();
        expect(["upstream_truncated", "upstream_invalid"]).toContain(error?.code);
      }
      await provider.close();
    });
  });

  describe("a reader who leaves", () => {
    const gone = async (mock: { readonly connections: number }): Promise<void> => {
      await vi.waitFor(() => expect(mock.connections).toBe(0), { timeout: 5_000, interval: 5 });
    };

    test("before the first byte frees the connection", async () => {
      const { mock, provider } = await setStage(subject, hanging([]));
      const leaving = new AbortController();
      const answer = begin(provider, { says: hello, model: "scripted", signal: leaving.signal }).next();
      const failed = answer.catch((error: unknown) => error);
      await vi.waitFor(() => expect(mock.connections).toBe(1), { timeout: 5_000, interval: 2 });
      leaving.abort();
      expect(await failed).toMatchObject({ code: "cancelled" });
      await gone(mock);
    });

    test.each(["abort", "return"])("in the middle frees the connection (%s)", async (way) => {
      const { mock, provider } = await setStage(subject, hanging(words));
      const leaving = new AbortController();
      const stream = begin(provider, { says: hello, model: "scripted", signal: leaving.signal });
      for (let text = ""; text === "";) {
        const { value } = await stream.next();
        if (value?.type === "text-delta") text = value.text;
      }
      expect(mock.connections).toBe(1);
      if (way === "abort") {
        leaving.abort();
        await expect(drain(stream)).rejects.toMatchObject({ code: "cancelled" });
      } else await stream.return();
      await gone(mock);
    });

    test("before anything was asked has sent nothing", async () => {
      const { mock } = await setStage(subject, truth.provider);
      const man = await startMiddleman(mock.url);
      const provider = subject.create(man.url + subject.basePath, patientClocks);
      const left = begin(provider, { says: hello });
      await left.return();
      expect(await left.next()).toEqual({ done: true, value: undefined });
      const aborted = new AbortController();
      aborted.abort();
      await expect(begin(provider, { says: hello, signal: aborted.signal }).next()).rejects.toMatchObject({
        code: "cancelled",
      });
      begin(provider, { says: hello });
      // The one that is asked arrives; whatever the others had sent would have been before it.
      const { error } = await answerOf(provider, { says: hello });
      expect(error).toBeUndefined();
      expect(man.requests).toBe(1);
      await provider.close();
    });
  });
}

const words: readonly StreamEvent[] = ["one ", "two ", "three "].map((text) => ({
  type: "text-delta",
  choice: 0,
  text,
}));

/** A model that never ends. */
function hanging(events: readonly StreamEvent[]): Provider {
  const model = scripted(events);
  return {
    ...model,
    generate(attempt) {
      const stream = model.generate(attempt);
      const next = async () => {
        const result = await stream.next();
        if (result.done !== true) return result;
        return new Promise<never>((_, reject) => {
          attempt.signal.addEventListener("abort", () => reject(new Error("left")), { once: true });
        });
      };
      return { ...stream, next };
    },
  };
}

async function drain(stream: ReturnType<Provider["generate"]>): Promise<void> {
  for (let result = await stream.next(); result.done !== true;) result = await stream.next();
}
