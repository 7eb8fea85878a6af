import { ParleyError } from "../../spec/errors.ts";
import type { StoreProgress } from "../../spec/provider.ts";
import { count, words } from "../upstream/json.ts";
import type { WireProgress } from "./wire.ts";

/** More layers than a model has. */
const mostLayers = 1_000;

/** Adds up the layers that `POST /api/pull` tells of one after the other. */
export class PullProgressReader {
  readonly #layers = new Map<string, { readonly total: number; readonly completed: number }>();
  readonly #failed: (error: string) => ParleyError;
  succeeded = false;

  /** @param failed Puts Ollama's sentence into our words. */
  constructor(failed: (error: string) => ParleyError) {
    this.#failed = failed;
  }

  /** `undefined` for a step that says nothing of how far it is. Fails with what Ollama says went wrong. */
  step(line: WireProgress): StoreProgress | undefined {
    const error = words(line.error);
    if (error !== undefined) throw this.#failed(error);
    const status = words(line.status);
    if (status === undefined) throw new ParleyError("upstream_invalid");
    if (status === "success") this.succeeded = true;
    const digest = words(line.digest);
    if (digest !== undefined) {
      this.#layers.set(digest, { total: count(line.total) ?? 0, completed: count(line.completed) ?? 0 });
      if (this.#layers.size > mostLayers) throw new ParleyError("upstream_invalid");
      return this.#told("downloading");
    }
    return status.startsWith("verifying") ? this.#told("verifying") : undefined;
  }

  #told(phase: StoreProgress["phase"]): StoreProgress {
    let [bytes, totalBytes] = [0, 0];
    for (const { total, completed } of this.#layers.values()) {
      bytes += Math.min(completed, total);
      totalBytes += total;
    }
    return { phase, bytes, ...(totalBytes > 0 && { totalBytes }) };
  }
}
