import { expect, test } from "vitest";
import type { Subject } from "./wish.ts";

/** Embeddings, the older completions and the list of models, as OpenAI's client asks for them. */
export function otherRoutes(subject: () => Subject): void {
  test("embeds, or says that it cannot: the client asks for base64 by itself", async () => {
    const { client, model, way } = subject();
    const input = ["a cat sat", "a cat sat down", "fiscal policy"];
    const asked = client.embeddings.create({ model: model("rehearsal-embedding"), input });
    if (!way.embeds) {
      await expect(asked).rejects.toMatchObject({ status: 400, code: "unsupported_parameter" });
      return;
    }
    const [cat, cats, policy] = (await asked).data.map((entry) => entry.embedding);
    const near = (a: readonly number[] = [], b: readonly number[] = []) =>
      a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
    expect(near(cat, cat)).toBeCloseTo(1, 3);
    expect(near(cat, cats)).toBeGreaterThan(near(cat, policy));
    const floats = await client.embeddings.create({
      model: model("rehearsal-embedding"),
      input: "a cat sat",
      encoding_format: "float",
      dimensions: 8,
    });
    expect(floats.data[0]?.embedding).toHaveLength(8);
  });

  test("completes texts the older way", async () => {
    const { client, model } = subject();
    const asking = { model: model("rehearsal"), prompt: "Hello, world!" };
    const answer = await client.completions.create(asking);
    expect(answer.choices[0]?.text).toMatch(/\w/);
    let text = "";
    for await (const chunk of await client.completions.create({ ...asking, stream: true })) {
      text += chunk.choices[0]?.text ?? "";
    }
    expect(text).toBe(answer.choices[0]?.text);
  });

  test("lists models", async () => {
    const { client, model } = subject();
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(expect.arrayContaining([model("rehearsal"), model("rehearsal-slow")]));
    expect((await client.models.retrieve(model("rehearsal"))).id).toBe(model("rehearsal"));
  });
}
