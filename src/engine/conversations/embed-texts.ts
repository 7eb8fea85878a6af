import { timeOrderedId } from "../../lib/random-id.ts";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream } from "../../spec/event.ts";
import { collect } from "../collect.ts";

/** More figures than any model's vector has. */
const mostDimensions = 16_384;

/** Whose call it is, and which model makes the vectors. */
export type EmbedJob = Pick<Call, "principal" | "model" | "signal" | "region">;

/**
 * The vectors of texts, of length 1 each, by a call of the engine's own: within limits and budgets, and on the books. Fails
 * as the call does, and with `upstream_invalid` for anything but one vector for each text.
 */
export async function embedTexts(
  run: (call: Call) => EventStream,
  { principal, model, signal, region }: EmbedJob,
  inputs: readonly string[],
): Promise<readonly Float32Array[]> {
  const { embeddings } = await collect(
    run({
      id: timeOrderedId("req"),
      principal,
      model,
      task: { kind: "embed", inputs },
      stream: false,
      signal,
      ...(region !== undefined && { region }),
    }),
  );
  const all = inputs.map((_, index) => unit(embeddings[index]));
  const length = all[0]?.length;
  if (all.some((one) => one.length !== length)) throw new ParleyError("upstream_invalid");
  return all;
}

const none = new Float32Array();

function unit(vector: Float32Array | undefined): Float32Array {
  const length = Math.sqrt((vector ?? none).reduce((sum, figure) => sum + figure * figure, 0));
  if (vector === undefined || vector.length > mostDimensions || !(length > 0 && Number.isFinite(length)))
    throw new ParleyError("upstream_invalid");
  return vector.map((figure) => figure / length);
}
