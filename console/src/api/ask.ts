import { ApiError } from "./api-error.ts";
import { chosenProject } from "./chosen-project.ts";

export interface Question {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * The console's one way to its server: same origin, the session's cookie, JSON. Fails with an `ApiError` for whatever is
 * no success, in the API's own words.
 */
export async function send(path: string, question: Question = {}): Promise<Response> {
  const { method = "GET", body, headers, signal } = question;
  const project = chosenProject();
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      redirect: "error",
      // Also without a body: what a browser with a cookie changes must be what no form can send.
      headers: {
        ...(method !== "GET" && { "content-type": "application/json" }),
        ...(project !== null && path.startsWith("/v1/") && { "openai-project": project }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError("Parley does not answer.", { status: 0, code: "no_answer", cause });
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** The JSON of an answer. */
export async function ask<T>(path: string, question?: Question): Promise<T> {
  const response = await send(path, question);
  return (await response.json()) as T;
}

interface Told {
  readonly error?: {
    readonly message?: string;
    readonly code?: string | null;
    readonly param?: string | null;
  };
}

async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id");
  const told = (await response.json().catch(() => ({}))) as Told;
  const { message, code, param } = told.error ?? {};
  return new ApiError(message ?? `${response.status} ${response.statusText}`, {
    status: response.status,
    code: code ?? null,
    param: param ?? null,
    requestId,
  });
}
