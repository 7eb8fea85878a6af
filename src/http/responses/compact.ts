import { randomId } from "../../lib/random-id.ts";
import { presentItem } from "../../dialects/openai-responses/present-item.ts";
import { presentUsage } from "../../dialects/openai-responses/usage.ts";
import { collect } from "../../engine/collect.ts";
import { newItem } from "../../engine/conversations/item-ids.ts";
import { validate } from "../../lib/validate.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { TurnKeeper } from "../../spec/turn-keeper.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import { namesOf } from "./call-of.ts";
import { inputId, responseId } from "./item-place.ts";
import { loadBefore } from "./load-before.ts";
import { type AskedTurn, readAskedTurn } from "./read-asked.ts";
import { compactRequest } from "./schema.ts";

/** What the model is told to do with a conversation that shall become shorter. */
const order =
  "The conversation ends here, and will be continued by somebody who sees the users' messages alone and what you write now. " +
  "Write down everything else that they need, in the language of the conversation: what was answered and decided, facts with " +
  "their names, numbers and dates, results of tools, what is done, and what is still open. Write nothing else.";

/** What stands before it when it comes back. */
const heading = "What was said and done so far, beside the users' messages:";

/** `POST /v1/responses/compact`: a conversation as the users' messages, and one item that stands for the rest. */
export async function compactInput(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const request = validate(compactRequest, value);
  const { id, projectId } = namesOf(exchange);
  const turn = await readAskedTurn(deps, projectId, request);
  const before = await loadBefore(deps, projectId, turn.continued);
  const keeper = forgetful(turn, deps.clock.now());
  const answer = await collect(
    deps.engine.run({
      id: exchange.id,
      principal: exchange.principal,
      model: request.model,
      task: { kind: "generate", items: [...turn.instructions, ...turn.items, ordered], options: {} },
      stream: false,
      signal: exchange.signal,
      ...exchange.beginCall(),
      ...turn.continued,
      keeper,
    }),
  );
  exchange.started(answer);
  const text = answer.choices[0]?.text ?? "";
  if (text === "") throw new ParleyError("upstream_invalid");
  const summary = { type: "message", role: "developer", content: `${heading}\n\n${text}` };
  const users = [...before, ...turn.items].filter(isUsers);
  sendJson(exchange, 200, {
    id: responseId(id),
    object: "response.compaction",
    created_at: Math.floor(deps.clock.now() / 1000),
    output: [
      ...users.map((item, index) => presentItem(item, { id: inputId(id, item, index), status: "completed" })),
      {
        id: randomId("cmp"),
        type: "compaction",
        encrypted_content: deps.compactions.close(projectId, [summary]),
      },
    ],
    usage: presentUsage(answer.usage),
  });
}

const ordered: Item = { type: "message", role: "user", content: [{ type: "text", text: order }] };

/** Goes on from what was said, and leaves no trace there. */
function forgetful({ items, answered, instructions }: AskedTurn, at: number): TurnKeeper {
  return {
    instructions,
    said: [...items, ordered].map((item) => newItem(item, { at })),
    answered,
    end: () => Promise.resolve(undefined),
    partial: () => undefined,
  };
}

function isUsers(item: Item): boolean {
  return item.type === "message" && item.role === "user";
}
