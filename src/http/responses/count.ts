import { inputTokensRequest } from "../../dialects/openai-responses/schema.ts";
import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import { validate } from "../../lib/validate.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { countInput } from "../messages/count-input.ts";
import { sendJson } from "../reply.ts";
import { loadBefore } from "./load-before.ts";
import { readAskedTurn } from "./read-asked.ts";

/** `POST /v1/responses/input_tokens`: with what was said before, where it goes on from something. */
export async function countTokens(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const request = validate(inputTokensRequest, value);
  demandModel(exchange.principal, request.model);
  if (deps.catalogue.resolve(request.model) === undefined) throw unknownModel(request.model);
  const { projectId } = exchange.principal;
  const turn = await readAskedTurn(deps, projectId, request);
  const before = await loadBefore(deps, projectId, turn.continued);
  const items = [...turn.instructions, ...before, ...turn.items];
  const task = { kind: "generate", items, options: turn.options } as const;
  const tokens = await countInput(deps.tokenizer, task, exchange.signal);
  sendJson(exchange, 200, { object: "response.input_tokens", input_tokens: tokens });
}
