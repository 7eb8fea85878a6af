import type { Answer } from "../../spec/answer.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import { problemBody } from "./problem.ts";

/** The answer of `/api/embed`, which is never streamed. */
export function embedWriter({ model }: AnswerFrame): AnswerWriter {
  return writer(({ embeddings, usage }) => ({
    model,
    embeddings: embeddings.map(figures),
    ...(usage?.inputTokens !== undefined && { prompt_eval_count: usage.inputTokens }),
  }));
}

/** The answer of the older `/api/embeddings`: one vector alone. */
export function embeddingWriter(): AnswerWriter {
  return writer(({ embeddings: [vector] }) => ({ embedding: vector === undefined ? [] : figures(vector) }));
}

function writer(whole: (answer: Answer) => object): AnswerWriter {
  return {
    streamType: "application/json",
    event: () => "",
    end: () => "",
    failure: (error) => JSON.stringify(problemBody(error)),
    whole,
  };
}

function figures(vector: Float32Array): readonly number[] {
  return Array.from(vector);
}
