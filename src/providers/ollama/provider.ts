import type { Attempt, Provider } from "../../spec/provider.ts";
import type { Decoder } from "../upstream/decoder.ts";
import type { UpstreamOptions } from "../upstream/options.ts";
import { UpstreamStream } from "../upstream/stream.ts";
import { readEmbeddings } from "./embeddings.ts";
import { OllamaTranslator, type Reading } from "./events.ts";
import { listModels } from "./model-list.ts";
import { createModelStore } from "./model-store.ts";
import { parameters } from "./parameters.ts";
import { effortRemarks, embedRequest, generateRequest, type WireCall } from "./request.ts";
import { createWays } from "./ways.ts";

/** A server of Ollama, or its cloud, by its native API. */
export function createOllama(deps: { now(): number }, options: UpstreamOptions): Provider {
  const { name, contextTokens } = options;
  const server = createWays(deps, options);
  const { ways, errors, request } = server;

  function stream(
    { model, callId, signal }: Attempt,
    call: () => WireCall,
    decode: (reading: Reading) => Decoder,
  ): UpstreamStream {
    return new UpstreamStream(ways, {
      model,
      request() {
        const { path, body } = call();
        return request("POST", path, body, signal);
      },
      decode: (heading) => decode({ heading, errors, model, callId }),
    });
  }
  return {
    name,
    parameters,
    remarks: ({ options: asked }) => effortRemarks(asked),
    models: options.models.map((id) => ({ id, ...(contextTokens !== undefined && { contextTokens }) })),
    generate: (attempt) =>
      stream(
        attempt,
        () => generateRequest(attempt, contextTokens),
        (reading) => new OllamaTranslator(reading),
      ),
    embed: (attempt) =>
      stream(
        attempt,
        () => embedRequest(attempt),
        (reading) => readEmbeddings(reading, attempt.task.inputs.length),
      ),
    listModels: (signal) => listModels(server, signal),
    modelStore: createModelStore(server),
    close: () => server.close(),
  };
}
