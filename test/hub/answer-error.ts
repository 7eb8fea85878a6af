import type { ServerResponse } from "node:http";

/** An error as the hub words it: for people in the body, for programs in the headers. */
export function answerError(
  response: ServerResponse,
  status: number,
  code: string | undefined,
  message: string,
): void {
  response.statusCode = status;
  if (code !== undefined) response.setHeader("X-Error-Code", code);
  response.setHeader("X-Error-Message", message);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify({ error: message }));
}
