import type { Call } from "../../spec/call.ts";
import { sendAnswer } from "../answer.ts";
import { readJson } from "../body.ts";
import type { Frame } from "../../dialects/openai/chat/present.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { validate } from "../../lib/validate.ts";
import { mergePrompts } from "./merge-prompts.ts";
import { CompletionRenderer, presentCompletion } from "../../dialects/openai/completions/present.ts";
import { completion, completionRequest } from "../../dialects/openai/completions/schema.ts";
import { completionTask, textPrompts } from "../../dialects/openai/completions/task.ts";

export function completionRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/completions",
      access: "key",
      summary: "Continues a text (legacy; prefer chat completions).",
      tag: "Completions",
      request: completionRequest,
      response: completion,
      otherType: "text/event-stream",
      idempotent: true,
      handle: (exchange) => complete(deps, exchange),
    },
  ];
}

async function complete(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { bytes, value, span } = await readJson(exchange.request, deps.limits, "model");
  const request = validate(completionRequest, value);
  const prompts = textPrompts(request);
  const includeUsage = request.stream_options?.include_usage === true;
  const calls = (prompts ?? [""]).map<Call>((prompt, position) => ({
    id: position === 0 ? exchange.id : `${exchange.id}-${position}`,
    principal: exchange.principal,
    model: request.model,
    task: completionTask(prompt, request),
    stream: request.stream === true,
    signal: exchange.signal,
    ...exchange.beginCall(),
  }));
  const [only] = calls;
  const source = {
    dialect: "completions",
    bytes,
    body: value as Record<string, unknown>,
    includeUsage,
  } as const;
  const stream =
    calls.length === 1 && only !== undefined
      ? deps.engine.run({ ...only, source: span === undefined ? source : { ...source, modelSpan: span } })
      : mergePrompts(
          calls.map((call) => () => deps.engine.run(call)),
          request.n ?? 1,
        );
  const frame: Frame = {
    id: `cmpl-${exchange.id.slice(4)}`,
    created: Math.floor(deps.clock.now() / 1000),
    model: request.model,
    includeUsage,
    legacyFunctions: false,
  };
  const echo = (choice: number): string =>
    request.echo === true ? (prompts?.[Math.floor(choice / (request.n ?? 1))] ?? "") : "";
  await sendAnswer(exchange, stream, request.stream === true, {
    whole: (answer) => presentCompletion(answer, frame, echo),
    stream: () => new CompletionRenderer(frame, echo),
  });
}
