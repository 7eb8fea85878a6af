import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import type { KindOptions, UpstreamDeps } from "../upstream/kind.ts";
import { authorised } from "../upstream/options.ts";
import { ShortNames } from "../upstream/short-names.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { ConverseDecoder } from "./events.ts";
import { refused } from "./errors.ts";
import { readFoundationModels, readInferenceProfiles } from "./models.ts";
import { parameters } from "./parameters.ts";
import { type Place, placesOf } from "./place.ts";
import { PreparedStream } from "./prepared-stream.ts";
import { converseBody, converseRemarks, modelPath } from "./request.ts";
import { createSign, type Sign, type Unsigned, withQuery } from "./sign.ts";

const noEmbeddings = "Amazon Bedrock has no embeddings in Converse, by which Parley speaks to it.";

/** What Converse takes at most of a tool's name. */
const longestToolName = 64;

/**
 * Amazon Bedrock by ConverseStream, for every model that it has. The address follows from the region where the settings
 * have none. Requests carry the API key, else they are signed with the access key.
 */
export function createBedrock({ clock }: UpstreamDeps, options: KindOptions): Provider {
  const { runtime, control } = placesOf(options);
  const ways = (origin: string): UpstreamWays => ({
    client: createHttpClient(origin, options.clocks),
    now: clock.now,
    refused,
    secrets: secretsOf(options, options.accessKey?.secret, options.accessKey?.sessionToken),
    requestIdHeader: "x-amzn-requestid",
  });
  const [talk, list] = [ways(runtime.origin), ways(control.origin)];
  const signTalk = signer(options, runtime, clock.now);
  const signList = signer(options, control, clock.now);
  const headers = {
    ...authorised(options, (key) => ({ authorization: `Bearer ${key}` })),
    accept: "application/vnd.amazon.eventstream, application/json",
  };

  const converse = async (attempt: Attempt<GenerateTask>) => {
    const { model, signal } = attempt;
    const path = runtime.prefix + modelPath(model, "converse-stream");
    const names = new ShortNames(attempt.task, longestToolName);
    const body = converseBody({ ...attempt, task: names.task });
    const { EventStreamCodec } = await import("@smithy/eventstream-codec");
    const request = await signTalk({ method: "POST", path, headers, body, signal });
    return new UpstreamStream(talk, {
      model,
      request: () => request,
      decode: (heading) =>
        names.restore(new ConverseDecoder(heading, new EventStreamCodec(toUtf8, fromUtf8))),
    });
  };
  const ask = async (path: string, query: Unsigned["query"], signal: AbortSignal) => {
    const wanted = { method: "GET", path: control.prefix + path, headers, signal } as const;
    return await fetchJson(list, await signList({ ...wanted, ...(query !== undefined && { query }) }));
  };

  return {
    name: options.name,
    parameters,
    remarks: converseRemarks,
    models: options.models.map((id) => modelOf(id, options.contextTokens)),
    generate: (attempt) => new PreparedStream(() => converse(attempt)),
    embed: () =>
      new PreparedStream(() =>
        Promise.reject(new ParleyError("unsupported_by_provider", { message: noEmbeddings })),
      ),
    async listModels(signal) {
      const models = readFoundationModels(await ask("/foundation-models", undefined, signal));
      const profiles = { maxResults: "1000" };
      return [...models, ...readInferenceProfiles(await ask("/inference-profiles", profiles, signal))];
    },
    async close() {
      await Promise.all([talk.client.close(), list.client.close()]);
    },
  };
}

/** With an API key, or with nothing at all, requests go as they are. */
function signer({ apiKey, accessKey }: KindOptions, place: Place, now: () => number): Sign {
  if (apiKey !== undefined || accessKey === undefined) {
    return ({ query = {}, ...request }): Promise<HttpRequest> =>
      Promise.resolve({ ...request, path: withQuery(request.path, query) });
  }
  return createSign({ accessKey, host: new URL(place.origin).host, region: place.region, now });
}

function modelOf(id: string, contextTokens: number | undefined): ProviderModel {
  return contextTokens === undefined ? { id } : { id, contextTokens };
}

function toUtf8(bytes: Uint8Array | string): string {
  return typeof bytes === "string"
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function fromUtf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
