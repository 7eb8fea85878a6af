import { expect, test } from "vitest";
import type { Subject } from "./wish.ts";

const hello = [{ role: "user", content: "Hello, world!" }] as const;

/** A failure that passes would be waited for otherwise. */
const notAgain = { headers: { "x-parley-retries": "0" } };

/** What OpenAI's client learns of failures, and what it leaves behind when it goes. */
export function failures(subject: () => Subject, cancelled: () => Promise<number>): void {
  test("raises the right class for each failure", async () => {
    const { client, model, way } = subject();
    const ask = (name: string, stream = false) =>
      client.chat.completions.create({ model: name, messages: [...hello], stream }, notAgain);
    await expect(ask("gpt-99")).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
      name: expect.anything(),
    });
    await expect(ask(model("rehearsal-rate-limited"))).rejects.toMatchObject({
      status: 429,
      code: "rate_limit_exceeded",
    });
    await expect(ask(model("rehearsal-overloaded"), true)).rejects.toMatchObject({
      status: 503,
      type: "server_error",
    });
    await expect(ask(model("rehearsal-garbage"))).rejects.toMatchObject({ status: 502 });
    const wrong = client.withOptions({ apiKey: "sk-parley-wrong" });
    await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
    const bad = client.chat.completions.create({
      model: model("rehearsal"),
      messages: [{ role: "king" as "user", content: "x" }],
    });
    await expect(bad).rejects.toMatchObject({
      status: 400,
      param: "messages[0].role",
      // A server of OpenAI's own protocol may know more roles than OpenAI, so there it is asked.
      code: way.prefix !== "" && way.table === undefined ? "invalid_value" : "unsupported_parameter",
    });
  });

  test("a stream that breaks raises, and never looks whole", async () => {
    const { client, model, way } = subject();
    for (const name of ["rehearsal-breaks-midway", "rehearsal-fails-midway", "rehearsal-garbage"]) {
      const stream = await client.chat.completions.create({
        model: model(name),
        messages: [...hello],
        stream: true,
      });
      let text = "";
      const reading = (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      })();
      // An upstream of OpenAI's own protocol is handed on untouched: there the client itself meets the garbage.
      const untouched = name === "rehearsal-garbage" && way.prefix !== "" && way.table === undefined;
      await expect(reading).rejects.toThrow(untouched ? Error : /provider/);
      expect(text).not.toBe("");
    }
  });

  test("a refusal is told as far as the protocol knows one, and its words in any case", async () => {
    const { client, model, way } = subject();
    const refused = await client.chat.completions.create({
      model: model("rehearsal-refuses"),
      messages: [...hello],
    });
    const [choice] = refused.choices;
    const { content, refusal } = choice?.message ?? {};
    expect(way.refusal === "refusal" ? refusal : content).toMatch(/cannot help/);
    expect(way.refusal === "refusal" ? content : (refusal ?? null)).toBeNull();
    expect(choice?.finish_reason).toBe(way.refusal === "content_filter" ? "content_filter" : "stop");
  });

  test("unknown usage is unknown", async () => {
    const { client, model } = subject();
    const unknown = await client.chat.completions.create({
      model: model("rehearsal-no-usage"),
      messages: [...hello],
    });
    expect(unknown.usage).toBeUndefined();
  });

  test("an abort ends the call", async () => {
    const { client, model } = subject();
    const before = await cancelled();
    const controller = new AbortController();
    const stream = await client.chat.completions.create(
      { model: model("rehearsal-slow"), messages: [{ role: "user", content: "count to 500" }], stream: true },
      { signal: controller.signal },
    );
    let pieces = 0;
    for await (const chunk of stream) {
      pieces += chunk.choices.length;
      if (pieces === 3) controller.abort();
    }
    expect(pieces).toBeLessThan(20);
    await expect.poll(cancelled).toBe(before + 1);
  });
}
