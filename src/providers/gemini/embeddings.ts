import { ParleyError } from "../../spec/errors.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject } from "../upstream/json.ts";
import { JsonDecoder, largestVectors } from "../upstream/json-decoder.ts";
import { geminiError } from "./errors.ts";
import { readUsage } from "./usage.ts";

/**
 * Reads the answer of `batchEmbedContents`.
 *
 * @param inputs How many texts were sent: so many vectors come back, in their order.
 */
export function readEmbeddings(heading: Heading, model: string, inputs: number): JsonDecoder {
  return new JsonDecoder((body, out) => {
    if ((body["error"] ?? null) !== null) throw geminiError({ body, now: heading.now() });
    const list = body["embeddings"];
    if (!Array.isArray(list) || list.length !== inputs) throw new ParleyError("upstream_invalid");
    for (const [index, entry] of (list as readonly unknown[]).entries()) {
      const values = isObject(entry) ? entry["values"] : undefined;
      if (!Array.isArray(values) || !values.every((value) => typeof value === "number")) {
        throw new ParleyError("upstream_invalid");
      }
      out.push({ type: "embedding", index, vector: Float32Array.from(values) });
    }
    out.push(streamEnd(heading, model, readUsage(body["usageMetadata"])));
  }, largestVectors);
}
