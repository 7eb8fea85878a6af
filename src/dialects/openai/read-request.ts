import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import type { AnswerFrame, AnswerWriter, DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import { validate } from "../../lib/validate.ts";
import { ChatRenderer, type Frame, presentChat } from "./chat/present.ts";
import { chatRequest } from "./chat/schema.ts";
import { ChatTask } from "./chat/task.ts";
import { CompletionRenderer, presentCompletion } from "./completions/present.ts";
import { completionRequest } from "./completions/schema.ts";
import { completionTask, textPrompts } from "./completions/task.ts";
import { presentEmbeddings } from "./embeddings/present.ts";
import { embeddingRequest } from "./embeddings/schema.ts";
import { embedTask } from "./embeddings/task.ts";
import { problemBody } from "./problem.ts";

type AnswerRequest = Extract<DialectRequest, { kind: "answer" }>;

/** Reads the body of `POST /v1/chat/completions`. */
export function readChat(body: unknown): AnswerRequest {
  const request = validate(chatRequest, body);
  const includeUsage = request.stream_options?.include_usage === true;
  const legacyFunctions = Boolean(request.functions) && !request.tools;
  return answerOf(new ChatTask(request), request, (answerFrame) => {
    const frame = frameOf("chatcmpl", answerFrame, { includeUsage, legacyFunctions });
    return writer(new ChatRenderer(frame), (answer) => presentChat(answer, frame));
  });
}

/** Reads the body of `POST /v1/completions`. Fails with `invalid_value` for several prompts: each is a call of its own. */
export function readCompletion(body: unknown): AnswerRequest {
  const request = validate(completionRequest, body);
  const [prompt = "", ...more] = textPrompts(request) ?? [];
  if (more.length > 0) {
    throw new ParleyError("invalid_value", {
      message: "Invalid value for 'prompt': send one prompt at a time.",
      param: "prompt",
    });
  }
  const echo = () => (request.echo === true ? prompt : "");
  const includeUsage = request.stream_options?.include_usage === true;
  return answerOf(completionTask(prompt, request), request, (answerFrame) => {
    const frame = frameOf("cmpl", answerFrame, { includeUsage, legacyFunctions: false });
    return writer(new CompletionRenderer(frame, echo), (answer) => presentCompletion(answer, frame, echo));
  });
}

/** Reads the body of `POST /v1/embeddings`. */
export function readEmbedding(body: unknown): AnswerRequest {
  const request = validate(embeddingRequest, body);
  const asked = { model: request.model, stream: false };
  return answerOf(embedTask(request), asked, () =>
    writer({ event: () => "", end: () => "" }, (answer) => presentEmbeddings(answer, request)),
  );
}

function answerOf(
  task: GenerateTask | EmbedTask,
  { model, stream }: { readonly model: string; readonly stream?: boolean | null | undefined },
  write: (frame: AnswerFrame) => AnswerWriter,
): AnswerRequest {
  return { kind: "answer", task, model, stream: stream === true, writer: write };
}

function frameOf(
  prefix: "chatcmpl" | "cmpl",
  { id, createdMs, model }: AnswerFrame,
  rest: Pick<Frame, "includeUsage" | "legacyFunctions">,
): Frame {
  return { id: `${prefix}-${id}`, created: Math.floor(createdMs / 1000), model, ...rest };
}

function writer(renderer: Pick<AnswerWriter, "event" | "end">, whole: AnswerWriter["whole"]): AnswerWriter {
  return {
    streamType: "text/event-stream; charset=utf-8",
    event: (event) => renderer.event(event),
    end: (event) => renderer.end(event),
    failure: (error) => `data: ${JSON.stringify(problemBody(error))}\n\n`,
    whole,
  };
}
