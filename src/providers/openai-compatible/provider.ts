import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { EmbedTask, GenerateTask, Source } from "../../spec/call.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import { createAddresses } from "./addresses.ts";
import { forwardAnswer, forwardEmbeddings, translateEmbeddings } from "./document.ts";
import type { Decoder, Heading } from "../upstream/decoder.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import { ownId } from "../upstream/own-id.ts";
import { oneOfBoth } from "../upstream/remarks.ts";
import { ShortNames } from "../upstream/short-names.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { ChatTranslator } from "./events.ts";
import { upstreamError } from "./errors.ts";
import { ChatForwarder } from "./forward.ts";
import { createLookUp } from "./look-up.ts";
import { readModels } from "./models.ts";
import { parameters } from "./parameters.ts";
import type { Preset } from "./presets.ts";
import { RelayDecoder } from "./relay.ts";
import { chatBody, sourceBody } from "./request.ts";

export interface OpenAiCompatibleOptions extends UpstreamOptions {
  readonly preset: Preset;
  /** Path after `baseUrl`, with `{id}` in it, at which the upstream tells what a request used; absent where it does not. */
  readonly lookup?: string;
  /** Azure's older addresses, with the version of the API in each; absent everywhere else. */
  readonly apiVersion?: string;
}

const paths = {
  chat: "/chat/completions",
  completions: "/completions",
  embeddings: "/embeddings",
} as const;

/** What OpenAI takes at most of a tool's name. */
const longestToolName = 64;

/** Any upstream that speaks OpenAI's Chat Completions, Completions or Embeddings. */
export function createOpenAiCompatible(deps: { now(): number }, options: OpenAiCompatibleOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const addresses = createAddresses(prefix, options.apiVersion);
  const client = createHttpClient(origin, options.clocks);
  const ways: UpstreamWays = { client, now: deps.now, refused: upstreamError, secrets: secretsOf(options) };
  const headers = authorised(options, (key) =>
    options.preset.auth === "bearer" ? { authorization: `Bearer ${key}` } : { "api-key": key },
  );
  const post = (
    path: string,
    body: Buffer,
    attempt: Pick<Attempt, "model" | "requestId" | "signal">,
  ): HttpRequest => ({
    method: "POST",
    path: addresses.of(path, attempt.model),
    headers,
    ...(attempt.requestId !== undefined && { ownHeaders: { "x-client-request-id": attempt.requestId } }),
    body,
    signal: attempt.signal,
  });
  const stream = (model: string, request: () => HttpRequest, decode: (heading: Heading) => Decoder) =>
    new UpstreamStream(ways, { model, request, decode });
  /** The fast lane; `undefined` where the caller speaks another dialect. */
  const forward = (attempt: Attempt<GenerateTask | EmbedTask>) => {
    const { source } = attempt;
    if (source === undefined || source.dialect === "messages") return undefined;
    const path = paths[source.dialect];
    return stream(
      attempt.model,
      () => post(path, sourceBody(attempt, source, options.preset), attempt),
      forwarder(attempt, source),
    );
  };

  return {
    name: options.name,
    parameters,
    forwards: ["chat", "completions", "embeddings"],
    remarks: ({ options: asked }) => oneOfBoth(asked, "effort"),
    models: options.models.map((id) => modelOf(id, options.contextTokens)),
    generate(attempt) {
      const forwarded = forward(attempt);
      if (forwarded !== undefined) return forwarded;
      const names = new ShortNames(attempt.task, longestToolName);
      return stream(
        attempt.model,
        () => post(paths.chat, chatBody({ ...attempt, task: names.task }, options.preset), attempt),
        (heading) => names.restore(new ChatTranslator(heading, ownId(attempt))),
      );
    },
    embed(attempt) {
      const forwarded = forward(attempt);
      if (forwarded !== undefined) return forwarded;
      return stream(
        attempt.model,
        () => post(paths.embeddings, embedBody(attempt), attempt),
        translateEmbeddings,
      );
    },
    relay({ task, ...attempt }) {
      const own = { ...headers, "content-type": task.contentType };
      return stream(
        attempt.model,
        () => ({ ...post(task.path, task.body(attempt.model), attempt), headers: own }),
        (heading) => new RelayDecoder(heading, task.images),
      );
    },
    async listModels(signal) {
      const request: HttpRequest = { method: "GET", path: addresses.models, headers, signal };
      return readModels(await fetchJson(ways, request));
    },
    ...(options.lookup !== undefined && {
      lookUp: createLookUp(ways, prefix + options.lookup, headers),
    }),
    close: () => client.close(),
  };
}

function forwarder(
  attempt: Attempt<GenerateTask | EmbedTask>,
  source: Source,
): (heading: Heading) => Decoder {
  if (source.dialect === "embeddings") return forwardEmbeddings;
  if (attempt.stream) return (heading) => new ChatForwarder(heading, source.includeUsage);
  return forwardAnswer;
}

function embedBody(attempt: Attempt<EmbedTask>): Buffer {
  const { inputs, dimensions } = attempt.task;
  return Buffer.from(
    JSON.stringify({ model: attempt.model, input: inputs, dimensions, encoding_format: "float" }),
  );
}

function modelOf(id: string, contextTokens: number | undefined): ProviderModel {
  return contextTokens === undefined ? { id } : { id, contextTokens };
}
