import { type Clocks, createHttpClient, type HttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import type { Decoder, Heading } from "../upstream/decoder.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import { UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { readEmbeddings } from "./embeddings.ts";
import { createErrors } from "./errors.ts";
import { OllamaTranslator, type Reading } from "./events.ts";
import { listModels } from "./model-list.ts";
import { createModelStore } from "./model-store.ts";
import { parameters } from "./parameters.ts";
import { embedRequest, generateRequest, type WireCall } from "./request.ts";

/** In milliseconds. A model of a hundred gigabytes may take a day, and checking its hash some quiet minutes. */
const pullClocks: Pick<Clocks, "firstByte" | "idle" | "total"> = {
  firstByte: 60_000,
  idle: 10 * 60_000,
  total: 24 * 3_600_000,
};

/** A server of Ollama, or its cloud, by its native API. */
export function createOllama(deps: { now(): number }, options: UpstreamOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const errors = createErrors(options.name);
  const ways: UpstreamWays = { client, now: deps.now, refused: errors };
  const headers = authorised(options, (key) => ({ authorization: `Bearer ${key}` }));
  let patient: HttpClient | undefined;

  function request(
    method: HttpRequest["method"],
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): HttpRequest {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return { method, path: prefix + path, headers, ...text, signal };
  }
  function stream(
    attempt: Attempt,
    call: () => WireCall,
    decode: (reading: Reading) => Decoder,
  ): UpstreamStream {
    const { model, callId, signal } = attempt;
    return new UpstreamStream(ways, {
      model,
      request() {
        const { path, body } = call();
        return { method: "POST", path: prefix + path, headers, body, signal };
      },
      decode: (heading: Heading) => decode({ heading, errors, model, callId }),
    });
  }
  return {
    name: options.name,
    parameters,
    models: options.models.map((id) => ({
      id,
      ...(options.contextTokens !== undefined && { contextTokens: options.contextTokens }),
    })),
    generate: (attempt) =>
      stream(
        attempt,
        () => generateRequest(attempt),
        (reading) => new OllamaTranslator(reading),
      ),
    embed: (attempt) =>
      stream(
        attempt,
        () => embedRequest(attempt),
        (reading) => readEmbeddings(reading, attempt.task.inputs.length),
      ),
    listModels: (signal) => listModels({ ways, request }, signal),
    modelStore: createModelStore({
      ways,
      request,
      patient: () => (patient ??= createHttpClient(origin, { ...options.clocks, ...pullClocks })),
    }),
    async close() {
      await Promise.all([client.close(), patient?.close()]);
    },
  };
}
