import type { Call } from "../../spec/call.ts";
import { sendAnswer } from "../answer.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { validate } from "../../lib/validate.ts";
import { ChatRenderer, type Frame, presentChat } from "../../dialects/openai/chat/present.ts";
import { chatCompletion, chatRequest } from "../../dialects/openai/chat/schema.ts";
import { ChatTask } from "../../dialects/openai/chat/task.ts";

export function chatCompletionRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/chat/completions",
      access: "key",
      summary: "Answers a conversation.",
      tag: "Chat",
      request: chatRequest,
      response: chatCompletion,
      otherType: "text/event-stream",
      idempotent: true,
      hot: true,
      handle: (exchange) => complete(deps, exchange),
    },
  ];
}

async function complete(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { bytes, value, span } = await readJson(exchange.request, deps.limits, "model");
  const request = validate(chatRequest, value);
  const includeUsage = request.stream_options?.include_usage === true;
  const call: Call = {
    id: exchange.id,
    principal: exchange.principal,
    model: request.model,
    task: new ChatTask(request),
    stream: request.stream === true,
    signal: exchange.signal,
    ...exchange.beginCall(),
    source: {
      dialect: "chat",
      bytes,
      body: value as Record<string, unknown>,
      includeUsage,
      ...(span !== undefined && { modelSpan: span }),
    },
  };
  const frame: Frame = {
    id: `chatcmpl-${exchange.id.slice(4)}`,
    created: Math.floor(deps.clock.now() / 1000),
    model: request.model,
    includeUsage,
    legacyFunctions: Boolean(request.functions) && !request.tools,
  };
  await sendAnswer(exchange, deps.engine.run(call), call.stream, {
    whole: (answer) => presentChat(answer, frame),
    stream: () => new ChatRenderer(frame),
  });
}
