import { ParleyError } from "../../spec/errors.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { words } from "../upstream/json.ts";
import { JsonDecoder } from "../upstream/json-decoder.ts";
import { messagesError } from "./errors.ts";
import { readUsage } from "./usage.ts";
import type { WireMessage } from "./wire.ts";

/** The fast lane for an answer that is not streamed: it is checked and metered, and handed on as it came. */
export function forwardMessage(heading: Heading): JsonDecoder {
  return new JsonDecoder((message: WireMessage, out, bytes) => {
    const { type, error, content, model, usage } = message;
    if (type === "error" || (error !== undefined && error !== null)) {
      throw messagesError({ body: message, now: heading.now() });
    }
    if (!Array.isArray(content) || words(message.stop_reason) === undefined) {
      throw new ParleyError("upstream_invalid");
    }
    out.push({ type: "source-bytes", bytes, content: true });
    out.push(streamEnd(heading, words(model), readUsage(usage)));
  });
}
