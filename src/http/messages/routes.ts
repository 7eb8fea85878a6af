import { hasForeignThoughts } from "../../dialects/anthropic/foreign-thoughts.ts";
import { type MessagesAsked, readCount, readMessages } from "../../dialects/anthropic/read-request.ts";
import {
  countAnswer,
  countRequest,
  failure,
  messageAnswer,
  messagesRequest,
} from "../../dialects/anthropic/schema.ts";
import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import type { Source } from "../../spec/call.ts";
import { sendAnswer } from "../answer.ts";
import { type BodyLimits, type JsonBody, readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { anthropicForm } from "../problem-form.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { countInput } from "./count-input.ts";

/** Anthropic's protocol, for clients that were written for Claude. */
export function messageRoutes(deps: RouteDeps): readonly Route[] {
  const common = {
    method: "POST",
    access: "key",
    tag: "Messages",
    keyHeader: "x-api-key",
    problem: () => anthropicForm,
    failure,
  } as const;
  return [
    {
      ...common,
      path: "/v1/messages",
      summary: "Answers a conversation in Anthropic's protocol, by any model.",
      request: messagesRequest,
      response: messageAnswer,
      otherType: "text/event-stream",
      idempotent: true,
      hot: true,
      handle: (exchange) => answer(deps, exchange),
    },
    {
      ...common,
      path: "/v1/messages/count_tokens",
      summary: "Estimates how many tokens the input of an answer would have.",
      request: countRequest,
      response: countAnswer,
      handle: (exchange) => count(deps, exchange),
    },
  ];
}

async function answer(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const body = await readJson(exchange.request, exactly(deps.limits), "model");
  const asked = readMessages(body.value);
  const { task, model, stream } = asked;
  const source = sourceOf(body);
  const events = deps.engine.run({
    id: exchange.id,
    principal: exchange.principal,
    model,
    task,
    stream,
    signal: exchange.signal,
    ...exchange.beginCall(),
    ...(source !== undefined && { source }),
  });
  const writer = writerOf(deps, exchange, asked);
  await sendAnswer(exchange, events, stream, {
    whole: (whole) => writer.whole(whole),
    stream: () => writer,
  });
}

/** The inputs of tools are objects here, and hold ids of 64 bits. */
function exactly(limits: BodyLimits): BodyLimits {
  return { ...limits, json: { ...limits.json, exact: true } };
}

function writerOf(deps: RouteDeps, { id }: Exchange, { writer, model }: MessagesAsked) {
  return writer({ id: id.slice("req_".length), createdMs: deps.clock.now(), model });
}

/** Absent where Anthropic would refuse what another maker's model has thought in this conversation. */
function sourceOf({ bytes, value, span }: JsonBody): Source | undefined {
  const body = value as Readonly<Record<string, unknown>>;
  if (hasForeignThoughts(bytes, body)) return undefined;
  return {
    dialect: "messages",
    bytes,
    body,
    includeUsage: true,
    ...(span !== undefined && { modelSpan: span }),
  };
}

async function count(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const { task, model, present } = readCount(value);
  demandModel(exchange.principal, model);
  if (deps.catalogue.resolve(model) === undefined) throw unknownModel(model);
  sendJson(exchange, 200, present(await countInput(deps.tokenizer, task, exchange.signal)));
}
