import type { DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { GenerateTask } from "../../spec/call.ts";
import { validate } from "../../lib/validate.ts";
import { embeddingWriter, embedWriter } from "./embeddings.ts";
import type { Form } from "./lines.ts";
import { findModel, presentShow } from "./models.ts";
import {
  type ChatRequest,
  chatRequest,
  embeddingsRequest,
  embedRequest,
  type GenerateRequest,
  generateRequest,
  namedModel,
} from "./schema.ts";
import { chatTask, embedTask, generateTask } from "./task.ts";
import { LineWriter } from "./write-answer.ts";

/** Reads the body of `POST /api/chat`. Without messages it only loads or unloads a model. */
export function readChat(body: unknown): DialectRequest {
  const request = validate(chatRequest, body);
  if ((request.messages ?? []).length === 0) {
    return loading(request, { message: { role: "assistant", content: "" } });
  }
  return answerOf("chat", request, chatTask(request));
}

/** Reads the body of `POST /api/generate`. Without a prompt it only loads or unloads a model. */
export function readGenerate(body: unknown): DialectRequest {
  const request = validate(generateRequest, body);
  if (!request.prompt && (request.images ?? []).length === 0) return loading(request, { response: "" });
  return answerOf("generate", request, generateTask(request));
}

/** Reads the body of `POST /api/embed`. */
export function readEmbed(body: unknown): DialectRequest {
  const { model, input, dimensions } = validate(embedRequest, body);
  const task = embedTask(typeof input === "string" ? [input] : input, dimensions);
  return { kind: "answer", task, model, stream: false, writer: embedWriter };
}

/** Reads the body of the older `POST /api/embeddings`. */
export function readEmbeddings(body: unknown): DialectRequest {
  const { model, prompt, dimensions } = validate(embeddingsRequest, body);
  return {
    kind: "answer",
    task: embedTask([prompt], dimensions),
    model,
    stream: false,
    writer: embeddingWriter,
  };
}

/** Reads the body of `POST /api/show`. */
export function readShow(body: unknown): DialectRequest {
  const name = validate(namedModel, body);
  return { kind: "models", present: (models) => presentShow(findModel(models, name)) };
}

/** Reads the body of `POST /api/pull`: a model that is there is pulled already, and no other can be. */
export function readPull(body: unknown): DialectRequest {
  const name = validate(namedModel, body);
  return {
    kind: "models",
    present(models) {
      findModel(models, name);
      return { status: "success" };
    },
  };
}

/** Reads the body of `DELETE /api/delete`. */
export function readDelete(body: unknown): DialectRequest {
  const name = validate(namedModel, body);
  return {
    kind: "models",
    present(models) {
      const { id } = findModel(models, name);
      throw new ParleyError("unsupported_by_provider", { message: `model '${id}' cannot be removed here` });
    },
  };
}

function answerOf(form: Form, request: ChatRequest | GenerateRequest, task: GenerateTask): DialectRequest {
  return {
    kind: "answer",
    task,
    model: request.model,
    stream: request.stream ?? true,
    writer: (frame) => new LineWriter(form, frame),
  };
}

function loading(request: ChatRequest | GenerateRequest, empty: object): DialectRequest {
  const unload = Number.parseFloat(String(request.keep_alive ?? "5m")) === 0;
  return {
    kind: "models",
    present(models) {
      findModel(models, request.model);
      return { model: request.model, ...empty, done: true, done_reason: unload ? "unload" : "load" };
    },
  };
}
