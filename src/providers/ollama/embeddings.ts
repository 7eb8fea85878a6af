import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { streamEnd } from "../upstream/decoder.ts";
import { type Json, words } from "../upstream/json.ts";
import { JsonDecoder, largestVectors } from "../upstream/json-decoder.ts";
import type { Reading } from "./events.ts";
import { readUsage } from "./usage.ts";

/** Reads the answer of `/api/embed`, which must have one vector for each of the inputs. */
export function readEmbeddings({ heading, errors, model }: Reading, inputs: number): JsonDecoder {
  return new JsonDecoder((body: Json, out: StreamEvent[]) => {
    if (body["error"] !== undefined) throw errors({ body, model, now: heading.now() });
    const vectors = body["embeddings"];
    if (!Array.isArray(vectors) || vectors.length !== inputs) throw new ParleyError("upstream_invalid");
    for (const [index, vector] of vectors.entries()) {
      out.push({ type: "embedding", index, vector: vectorOf(vector) });
    }
    const { prompt_eval_count } = body;
    out.push(streamEnd(heading, words(body["model"]), readUsage({ prompt_eval_count })));
  }, largestVectors);
}

function vectorOf(value: unknown): Float32Array {
  if (Array.isArray(value) && value.every((figure) => typeof figure === "number")) {
    return Float32Array.from(value);
  }
  throw new ParleyError("upstream_invalid");
}
