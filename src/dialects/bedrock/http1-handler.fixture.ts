import { type IncomingMessage, request as send } from "node:http";
import type { BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";

type Handler = Extract<NonNullable<BedrockRuntimeClientConfig["requestHandler"]>, { handle: unknown }>;
type Asked = Parameters<Handler["handle"]>[0];

/**
 * HTTP/1.1 for Amazon's client. By itself it speaks HTTP/2 from the first byte, which over plain HTTP only servers
 * understand that expect it; Amazon's `NodeHttpHandler` does the same as this one.
 */
export const http1Handler = { handle: ask } as unknown as Handler;

async function ask({ hostname, port, method, path, query, headers, body }: Asked) {
  const pairs = new URLSearchParams(query as Record<string, string>).toString();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { hostname, port, method, path: pairs === "" ? path : `${path}?${pairs}`, headers };
    send(options, resolve).once("error", reject).end(body);
  });
  return { response: { statusCode: response.statusCode, headers: response.headers, body: response } };
}
