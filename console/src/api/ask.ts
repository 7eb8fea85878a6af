import { ApiError } from "./api-error.ts";
import { chosenProject } from "./chosen-project.ts";
import { tellSessionEnd } from "./session-end.ts";

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
    throw new ApiError("Parley does not answer. Is it running, and are you online?", {
      status: 0,
      code: "no_answer",
      cause,
    });
  }
  if (!response.ok) {
    const error = await errorOf(response);
    if (path !== whoIsThere && endings.has(error.reason ?? error.code ?? "")) tellSessionEnd();
    throw error;
  }
  return response;
}

/** Asks whether somebody is signed in: that nobody is, is an answer. */
export const whoIsThere = "/auth/me";

/** What is told to whom the server does not know any more: the cookie's session has ended, or the cookie itself has. */
const endings: ReadonlySet<string> = new Set(["session_ended", "missing_api_key"]);

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
  const reason = response.headers.get("x-parley-error");
  const told = (await response.json().catch(() => ({}))) as Told;
  const { message, code, param } = told.error ?? {};
  return new ApiError(message ?? `${response.status} ${response.statusText}`, {
    status: response.status,
    code: code ?? null,
    reason,
    param: param ?? null,
    requestId,
  });
}
