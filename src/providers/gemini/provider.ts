import { ParleyError } from "../../spec/errors.ts";
import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { Provider, ProviderModel } from "../../spec/provider.ts";
import type { UpstreamDeps } from "../upstream/kind.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { detailRemarks, effortRemarks } from "./generation-config.ts";
import { movedInstructions, oneOfBoth } from "../upstream/remarks.ts";
import { ownId } from "../upstream/own-id.ts";
import { readEmbeddings } from "./embeddings.ts";
import { geminiError } from "./errors.ts";
import { GeminiDecoder } from "./events.ts";
import { readModels } from "./models.ts";
import { geminiParameters } from "./parameters.ts";
import { embedBody, generateBody, modelPath } from "./request.ts";

/** Google's Gemini API (https://ai.google.dev/api), and what speaks it. */
export function createGemini({ clock }: UpstreamDeps, options: UpstreamOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const ways: UpstreamWays = {
    client,
    now: () => clock.now(),
    refused: geminiError,
    secrets: secretsOf(options),
  };
  const headers = authorised(options, (key) => ({ "x-goog-api-key": key }));
  const post = (model: string, method: string, body: Buffer, signal: AbortSignal): HttpRequest => ({
    method: "POST",
    path: `${prefix}/${pathOf(model)}:${method}`,
    headers,
    body,
    signal,
  });

  return {
    name: options.name,
    parameters: geminiParameters,
    remarks: ({ items, options: asked }, model) => [
      ...movedInstructions(items),
      ...detailRemarks(items),
      ...(asked.reasoningTokens === undefined ? effortRemarks(model, asked) : oneOfBoth(asked, "bound")),
    ],
    models: options.models.map((id) => modelOf(id, options.contextTokens)),
    generate(attempt) {
      const { model, signal, task } = attempt;
      return new UpstreamStream(ways, {
        model,
        request: () => post(model, "streamGenerateContent?alt=sse", generateBody(attempt), signal),
        decode: (heading) => new GeminiDecoder(heading, task, ownId(attempt)),
      });
    },
    embed(attempt) {
      const { model, signal, task } = attempt;
      return new UpstreamStream(ways, {
        model,
        request: () => post(model, "batchEmbedContents", embedBody(attempt), signal),
        decode: (heading) => readEmbeddings(heading, model, task.inputs.length),
      });
    },
    listModels(signal) {
      return readModels((query) =>
        fetchJson(ways, { method: "GET", path: `${prefix}/models${query}`, headers, signal }),
      );
    },
    close: () => client.close(),
  };
}

/**
 * A model's name becomes one segment of an address, whatever a caller has put into it: no path leads out of it. Fails with
 * `model_not_found` for names that cannot be one.
 */
function pathOf(model: string): string {
  const [folder = "", ...rest] = modelPath(model).split("/");
  const name = rest.join("/");
  if (/^\.{0,2}$/.test(name) || !name.isWellFormed()) throw new ParleyError("model_not_found");
  return `${folder}/${encodeURIComponent(name)}`;
}

function modelOf(id: string, contextTokens: number | undefined): ProviderModel {
  return contextTokens === undefined ? { id } : { id, contextTokens };
}
