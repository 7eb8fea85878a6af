import { ParleyError } from "../../spec/errors.ts";
import type { ModelStore, StoredModel, StorePullOptions } from "../../spec/provider.ts";
import { known, words } from "../upstream/json.ts";
import { JsonLines } from "../upstream/json-lines.ts";
import { fetchJson, openAnswer, type Refusal, type UpstreamWays } from "../upstream/stream.ts";
import { nameOf, positive, readTags } from "./model-list.ts";
import { PullProgressReader } from "./pull-progress.ts";
import type { WireModel } from "./wire.ts";
import type { OllamaWays } from "./ways.ts";

/** Fetches and removes models on the Ollama server. */
export function createModelStore({ ways, patient, request }: OllamaWays): ModelStore {
  /** Ollama's errors name the model only in words: ours shall name the one that was asked for. */
  const about = (model: string, client = ways.client): UpstreamWays => ({
    ...ways,
    client,
    refused: (refusal: Refusal) => ways.refused({ ...refusal, model }),
  });

  async function find(model: string, signal: AbortSignal): Promise<StoredModel | undefined> {
    const tags = readTags(await fetchJson(ways, request("GET", "/api/tags", undefined, signal)));
    const names = [model, `${model}:latest`];
    const tag = tags.find((candidate) => names.includes(nameOf(candidate) ?? ""));
    return tag === undefined ? undefined : storedModel(tag, model);
  }

  async function fetchAll(model: string, { signal, onProgress }: StorePullOptions): Promise<void> {
    const mine = about(model, patient());
    const response = await openAnswer(mine, request("POST", "/api/pull", { model }, signal));
    try {
      const progress = new PullProgressReader((error) =>
        mine.refused({ status: 500, headers: {}, body: { error }, now: mine.now() }),
      );
      const lines = new JsonLines((line) => {
        const step = progress.step(line);
        if (step !== undefined) onProgress?.(step);
      });
      for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next())
        lines.push(chunk);
      lines.finish();
      if (!progress.succeeded) throw new ParleyError("upstream_truncated");
    } finally {
      response.cancel();
    }
  }

  return {
    async pull(model, options) {
      const before = await find(model, options.signal);
      await fetchAll(model, options);
      const stored = (await find(model, options.signal)) ?? { name: model };
      const wasThere = before?.sha256 !== undefined && before.sha256 === stored.sha256;
      return { ...stored, wasThere };
    },
    async remove(model, signal) {
      const stored = (await find(model, signal)) ?? { name: model };
      const response = await openAnswer(about(model), request("DELETE", "/api/delete", { model }, signal));
      response.cancel(); // it has no body
      return stored;
    },
  };
}

function storedModel(tag: WireModel, asked: string): StoredModel {
  const digest = words(tag.digest)?.replace(/^sha256:/, "");
  return known<StoredModel>({
    name: nameOf(tag) ?? asked,
    bytes: positive(tag.size),
    sha256: digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined,
  });
}
