import { EventSourceParserStream } from "eventsource-parser/stream";
import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";
import { ask, send } from "./ask.ts";

/** How far a pull is; see `POST /v1/models/pull`. What is not known is absent. */
export interface PullStep {
  /** `warning` has a message; `done` is the last. */
  readonly status: string;
  readonly model?: string;
  /** Bytes. */
  readonly completed?: number;
  readonly total?: number;
  readonly bytes_per_second?: number;
  readonly remaining_seconds?: number;
  readonly message?: string;
}

/** An open model that has a short name; sizes in bytes, about. */
export interface PullableModel {
  readonly id: string;
  readonly licence: string;
  readonly kind: "chat" | "embedding";
  readonly bytes: number;
  readonly memory_bytes: number;
}

export const pullableModels = queryOptions({
  queryKey: ["pullable-models"],
  queryFn: async ({ signal }) =>
    (await ask<{ data: readonly PullableModel[] }>("/v1/models/pull", { signal })).data,
  staleTime: Infinity,
});

/** Fetches an open model that runs on the server, and tells how far it is. What is there already goes on when asked again. */
export async function* pullModel(
  reference: string,
  signal: AbortSignal,
  force = false,
): AsyncGenerator<PullStep, void> {
  const response = await send("/v1/models/pull", {
    method: "POST",
    body: { model: reference, ...(force && { force }) },
    signal,
  });
  if (response.body === null) return;
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data === "[DONE]") return;
    const step = JSON.parse(data) as PullStep & { readonly error?: { readonly message: string } };
    if (step.error !== undefined) throw new ApiError(step.error.message, { status: 200 });
    yield step;
  }
  throw new ApiError("The download was cut off.", { status: 0, code: "cut" });
}

export async function removeModel(name: string): Promise<void> {
  const path = name.split("/").map(encodeURIComponent).join("/");
  await ask(`/v1/models/${path}`, { method: "DELETE" });
}
