import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import { known } from "../upstream/json.ts";
import { movedInstructions } from "../upstream/remarks.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { conversationOf } from "./conversation.ts";
import { forwardMessage } from "./document.ts";
import { messagesError } from "./errors.ts";
import { MessagesTranslator } from "./events.ts";
import { MessagesForwarder } from "./forward.ts";
import { listModels } from "./list-models.ts";
import { habitsOf } from "./model-habits.ts";
import { messagesParameters } from "./parameters.ts";
import { messagesBody } from "./request.ts";
import { sourceBody } from "./source-body.ts";
import { lostThought, thinkingRemarks } from "./thinking.ts";

/** The version of the API; there has been no other since it is named by a date. */
const apiVersion = "2023-06-01";

/**
 * Anthropic's Messages API, and whoever else speaks it.
 *
 * What a caller writes into `anthropic-beta` does not go upstream: features in trial are the operator's to switch on,
 * by a header of the provider's settings. An `authorization` among those stands instead of `x-api-key`.
 */
export function createAnthropic(deps: { now(): number }, options: UpstreamOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const ways: UpstreamWays = {
    client,
    now: deps.now,
    refused: messagesError,
    requestIdHeader: "request-id",
    secrets: secretsOf(options),
  };
  const headers = {
    "anthropic-version": apiVersion,
    ...authorised(options, (key) =>
      options.headers["authorization"] === undefined ? { "x-api-key": key } : {},
    ),
  };
  const post = (body: Buffer, { signal }: Attempt): HttpRequest => ({
    method: "POST",
    path: `${prefix}/messages`,
    headers,
    body,
    signal,
  });

  return {
    name: options.name,
    parameters: messagesParameters,
    forwards: ["messages"],
    remarks,
    models: options.models.map((id) => known({ id, contextTokens: options.contextTokens })),
    generate(attempt) {
      const { model, source } = attempt;
      if (source?.dialect === "messages") {
        return new UpstreamStream(ways, {
          model,
          request: () => post(sourceBody(attempt, source), attempt),
          decode: (heading) => (attempt.stream ? new MessagesForwarder(heading) : forwardMessage(heading)),
        });
      }
      return new UpstreamStream(ways, {
        model,
        request: () => post(messagesBody(attempt), attempt),
        decode: (heading) => new MessagesTranslator(heading, customTools(attempt.task)),
      });
    },
    embed({ model }) {
      return new UpstreamStream(ways, {
        model,
        request: () => {
          throw new ParleyError("unsupported_by_provider", {
            message: "The model's provider has no embeddings.",
          });
        },
        decode: (heading) => new MessagesTranslator(heading),
      });
    },
    listModels: (signal) =>
      listModels((path) => fetchJson(ways, { method: "GET", path, headers, signal }), `${prefix}/models`),
    close: () => client.close(),
  };
}

/** What becomes of a task otherwise than asked. */
function remarks({ items, options }: GenerateTask, model: string): readonly Warning[] {
  const habits = habitsOf(model);
  return [
    ...movedInstructions(items),
    ...thinkingRemarks(options, habits),
    ...lostThought(options, habits, () => conversationOf(items).messages),
  ];
}

function customTools({ options }: GenerateTask): ReadonlySet<string> {
  const custom = options.tools?.filter(({ type }) => type === "custom") ?? [];
  return new Set(custom.map(({ name }) => name));
}
