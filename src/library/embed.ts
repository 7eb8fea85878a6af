import { z } from "zod";
import { collect } from "../engine/collect.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import { integer, validate } from "../lib/validate.ts";
import type { EmbedTask } from "../spec/call.ts";
import type { Core, EmbedAnswer, EmbedRequest } from "./create-parley.ts";
import { refuseSignal } from "./options.ts";

const schema = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
  dimensions: integer(1).optional(),
});

/** Turns texts into vectors. */
export async function embed(
  core: Core,
  request: EmbedRequest,
  signal: AbortSignal | undefined,
): Promise<EmbedAnswer> {
  refuseSignal(request);
  const { model, input, dimensions } = validate(schema, request, "request");
  const task: EmbedTask = {
    kind: "embed",
    inputs: typeof input === "string" ? [input] : input,
    ...(dimensions !== undefined && { dimensions }),
  };
  const how = { id: timeOrderedId("req"), model, stream: false, signal };
  const answer = await collect(await core.run(task, how));
  return {
    model: answer.model ?? model,
    embeddings: answer.embeddings,
    ...(answer.usage !== undefined && { usage: answer.usage }),
  };
}
