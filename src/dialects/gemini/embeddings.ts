import type { Answer } from "../../spec/answer.ts";
import type { EmbedTask } from "../../spec/call.ts";
import type { AnswerWriter } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EmbedRequest } from "./schema.ts";
import { usageMetadata } from "./usage.ts";

/** The texts of one or several requests. They are embedded together, and so all want as many dimensions. */
export function embedTask(requests: readonly EmbedRequest[]): EmbedTask {
  const dimensions = requests[0]?.outputDimensionality ?? undefined;
  const inputs = requests.map(({ content, taskType, title, outputDimensionality }) => {
    refuse("taskType", taskType && taskType !== "TASK_TYPE_UNSPECIFIED");
    refuse("title", title);
    if ((outputDimensionality ?? undefined) !== dimensions) {
      throw new ParleyError("invalid_value", {
        message: "All requests of a batch must have the same 'outputDimensionality'.",
        param: "outputDimensionality",
      });
    }
    return content.parts.map(({ text }) => text).join("\n");
  });
  return { kind: "embed", inputs, ...(dimensions !== undefined && { dimensions }) };
}

/** It changes the vectors, and no model of another maker knows of it. */
function refuse(param: string, said: unknown): void {
  if (!said) return;
  throw new ParleyError("unsupported_parameter", { message: `'${param}' is not supported here.`, param });
}

/** Vectors are never streamed. */
export function embeddingWriter(batch: boolean): AnswerWriter {
  return {
    streamType: "application/json; charset=UTF-8",
    event: () => "",
    end: () => "",
    failure: () => "",
    whole(answer: Answer) {
      const vectors = answer.embeddings.map((vector) => ({ values: [...vector] }));
      const usage = answer.usage === undefined ? {} : { usageMetadata: usageMetadata(answer.usage) };
      return batch ? { embeddings: vectors, ...usage } : { embedding: vectors[0], ...usage };
    },
  };
}
