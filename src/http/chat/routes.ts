import { Collector } from "../../engine/collect.ts";
import type { Answer } from "../../spec/answer.ts";
import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import type { Session } from "../../engine/sessions.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Item } from "../../spec/item.ts";
import { sendAnswer } from "../answer.ts";
import { readJson } from "../body.ts";
import { finishReason, presentUsage } from "../../dialects/openai/chat/present.ts";
import { withoutNothing } from "../../dialects/openai/chat/task.ts";
import type { RouteDeps } from "../deps.ts";
import type { StreamRenderer } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { readMemoryWish } from "../memory-wish.ts";
import type { Route } from "../route.ts";
import { validate } from "../../lib/validate.ts";
import { chatReply, chatTurn } from "./schema.ts";

/** The newcomer's endpoint: a prompt in, a text out, and a token that continues the conversation. */
export function chatRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/chat",
      access: "key",
      summary: "Answers a prompt and remembers the conversation.",
      tag: "Chat",
      request: chatTurn,
      response: chatReply,
      otherType: "text/event-stream",
      idempotent: true,
      handle: (exchange) => chat(deps, exchange),
    },
  ];
}

async function chat(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const turn = validate(chatTurn, value);
  const { projectId } = exchange.principal;
  const model = turn.model ?? deps.defaultModel;
  demandModel(exchange.principal, model);
  if (deps.catalogue.resolve(model) === undefined) throw unknownModel(model); // before a conversation is begun
  const expiresInMs = turn.expires_in ? 1000 * turn.expires_in : undefined;
  const session = await (turn.session
    ? deps.sessions.resume(projectId, turn.session, expiresInMs)
    : deps.sessions.begin(projectId, expiresInMs));
  const items: Item[] = [{ type: "message", role: "user", content: [{ type: "text", text: turn.prompt }] }];
  if (turn.instructions) {
    items.unshift({
      type: "message",
      role: "developer",
      content: [{ type: "text", text: turn.instructions }],
    });
  }
  const stream = deps.engine.run({
    id: exchange.id,
    principal: exchange.principal,
    model,
    task: {
      kind: "generate",
      items,
      options: withoutNothing({ maxOutputTokens: turn.max_tokens, temperature: turn.temperature }),
    },
    stream: turn.stream === true,
    signal: exchange.signal,
    ...exchange.beginCall(),
    memory: { ...exchange.wishes.memory, ...readMemoryWish(turn.memory) },
    conversationId: session.conversationId,
  });
  const frame = {
    id: `chat-${exchange.id.slice(4)}`,
    created: Math.floor(deps.clock.now() / 1000),
    model,
    session,
  };
  await sendAnswer(exchange, stream, turn.stream === true, {
    whole: (answer) => presentReply(answer, frame),
    stream: () => new ReplyRenderer(frame),
  });
}

interface ReplyFrame {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly session: Session;
}

function presentReply(answer: Answer, frame: ReplyFrame): object {
  const [choice] = answer.choices;
  return {
    id: frame.id,
    object: "chat",
    created: frame.created,
    model: answer.model ?? frame.model,
    text: (choice?.text ?? "") + (choice?.refusal ?? ""),
    session: frame.session.token,
    conversation: frame.session.conversationId,
    finish_reason: finishReason(choice?.finish),
    usage: presentUsage(answer.usage) ?? null,
  };
}

/** Pieces of text as `chat.delta`, then the whole reply as it would have come without streaming. */
class ReplyRenderer implements StreamRenderer {
  readonly #frame: ReplyFrame;
  readonly #collector = new Collector();

  constructor(frame: ReplyFrame) {
    this.#frame = frame;
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    this.#collector.add(event);
    if (event.type !== "text-delta" && event.type !== "refusal-delta") return "";
    return line({ id: this.#frame.id, object: "chat.delta", text: event.text });
  }

  end(event: StreamEnd): string {
    this.#collector.add(event);
    return `${line(presentReply(this.#collector.answer, this.#frame))}data: [DONE]\n\n`;
  }
}

function line(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
