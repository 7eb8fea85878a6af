import { checkResponse, givenInput } from "../../dialects/openai-responses/read-request.ts";
import { readOptions } from "../../dialects/openai-responses/read-options.ts";
import { readTurn, type ReadTurn } from "../../dialects/openai-responses/read-turn.ts";
import type { InputTokensRequest, ResponseRequest } from "../../dialects/openai-responses/schema.ts";
import type { CallMemory, GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import { noConversation } from "../conversations/find.ts";
import type { RouteDeps } from "../deps.ts";
import { wishedMemory } from "./memory-of.ts";
import { resolveItems } from "./resolve-items.ts";

/** What a response goes on from; neither, where it begins something. */
export interface Continued {
  readonly conversationId?: string;
  readonly previousResponseId?: string;
}

/** What is said to the model, and how it shall answer. */
export interface AskedTurn extends ReadTurn {
  readonly continued: Continued;
  /** For this turn alone. */
  readonly instructions: readonly Item[];
  readonly options: GenerateOptions;
  readonly memory: CallMemory;
}

/** What `POST /v1/responses` asks for. */
export interface Asked extends AskedTurn {
  readonly request: ResponseRequest;
  readonly store: boolean;
  readonly background: boolean;
}

type Reader = Pick<RouteDeps, "clock" | "conversations" | "responses" | "deadAfterMs" | "compactions">;

/** Reads the body of `POST /v1/responses`. Fails with a `ParleyError` that says where the fault is. */
export async function readAsked(deps: Reader, projectId: string, body: unknown): Promise<Asked> {
  const request = checkResponse(body);
  const store = request.store !== false;
  const background = request.background === true;
  if (background && !store) {
    throw new ParleyError("invalid_value", {
      message: "Background responses are stored: 'background' cannot be used with 'store' set to false.",
      param: "background",
    });
  }
  return { ...(await readAskedTurn(deps, projectId, request, store)), request, store, background };
}

/** What all requests that say something to a model have in common. */
export async function readAskedTurn(
  deps: Reader,
  projectId: string,
  request: Partial<ResponseRequest> & InputTokensRequest,
  remembers = false,
): Promise<AskedTurn> {
  const continued = readContinued(request);
  const { conversationId } = continued;
  if (conversationId !== undefined) {
    const found = await deps.conversations.find(projectId, conversationId, deps.clock.now());
    if (found === undefined) throw noConversation(conversationId);
  }
  const continues = conversationId !== undefined || continued.previousResponseId !== undefined;
  const given = continues ? (request.input ?? []) : givenInput(request);
  const input = typeof given === "string" ? given : await resolveItems(deps, projectId, given, continued);
  const { instructions } = request;
  return {
    ...readTurn(input, continues),
    continued,
    instructions: instructionsOf(instructions),
    ...wishedMemory(request, readOptions(request), continues || remembers),
  };
}

/** Instructions as the item that stands in front of everything. */
export function instructionsOf(text: string | null | undefined): readonly Item[] {
  return typeof text === "string"
    ? [{ type: "message", role: "system", content: [{ type: "text", text }] }]
    : [];
}

function readContinued({ conversation, previous_response_id: previous }: InputTokensRequest): Continued {
  const conversationId = typeof conversation === "string" ? conversation : conversation?.id;
  if (typeof previous !== "string") return conversationId === undefined ? {} : { conversationId };
  if (conversationId === undefined) return { previousResponseId: previous };
  throw new ParleyError("invalid_value", {
    message:
      "Mutually exclusive parameters: Ensure you are only providing one of: 'previous_response_id' or 'conversation'.",
    param: "previous_response_id",
  });
}
