import type { DownloadProgress } from "../../lib/download/meter.ts";
import { createWeb, type Web } from "../../lib/download/web.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { LocalModelDeps } from "./deps.ts";
import { fetchFile, findFile, type ThereFile } from "./fetch-file.ts";
import { aboutHub } from "./hub.ts";
import { type Located, locate } from "./locate.ts";
import { createMemoryCheck } from "./memory-check.ts";
import { modelName } from "./model-name.ts";
import { parseReference, type Reference } from "./reference.ts";

/** How far a pull is. */
export interface PullProgress extends DownloadProgress {
  /** The model's name when it will be there. */
  readonly name: string;
}

/** A model that is there now. */
export interface PulledModel {
  /** Its path below the folder, without `.gguf`; of a provider's own store `provider/model`. */
  readonly name: string;
  /** Absolute path of the file; of a model in several files that of the first, as `sha256` and `source` are. */
  readonly file?: string;
  /** Of all files together. */
  readonly bytes?: number;
  readonly sha256?: string;
  readonly source: string;
  /** It was there before, and nothing was fetched. */
  readonly wasThere: boolean;
}

export interface PullOptions {
  /** Ends it at any time; what has come is kept for the next pull of the same file. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Told in a sentence what may not go well. */
  readonly onWarning?: (sentence: string) => void;
  /** Pulls even what is too large for this machine's memory. */
  readonly force?: boolean;
}

/**
 * Fetches a model into the folder of models, see `parseReference` for what can be asked.
 * An earlier try of the same file is taken up where it ended. One pull of a file at a time: a second one, in this
 * process or another, fails with `conflict`.
 *
 * Fails with a `ParleyError`: `invalid_value`, `not_found`, `conflict`, `cancelled`, `storage_unavailable` when the
 * disk is full, `upstream_credentials` when the hub wants a token, or another `upstream_…`.
 */
export async function pullModel(
  deps: LocalModelDeps,
  reference: string,
  options: PullOptions,
): Promise<PulledModel> {
  const wanted = parseReference(reference, deps.hub.endpoint);
  const web = openWeb(deps, wanted);
  try {
    const located = await locate(deps, web, wanted, options.signal);
    const { path } = located.files[0];
    const release = await deps.files.lock(path);
    if (release === undefined) {
      throw new ParleyError("conflict", {
        message: `${modelName(path)} is being pulled right now, by somebody else. Wait for it, or try again later.`,
        param: "model",
      });
    }
    try {
      return await pullFiles(deps, web, located, options);
    } finally {
      await release();
    }
  } catch (error) {
    throw wanted.kind === "hub" ? aboutHub(error, deps.hub, wanted) : error;
  } finally {
    await web.close();
  }
}

function openWeb(deps: LocalModelDeps, wanted: Reference): Web {
  const { endpoint, token } = deps.hub;
  // An operator whose hub has no https trusts its network, and the hashes come over it as well.
  const plainHub = wanted.kind === "hub" && endpoint.protocol === "http:";
  return createWeb({
    connect: deps.connect,
    userAgent: deps.userAgent,
    mayBePlain: (url) => plainHub || url.origin === endpoint.origin || isLoopback(url.hostname),
    ...(token !== undefined && { credentials: { origin: endpoint.origin, token } }),
  });
}

/** One file after the other: a model in several files is there when the last of them is. */
async function pullFiles(
  deps: LocalModelDeps,
  web: Web,
  { files, memoryBytes }: Located,
  options: PullOptions,
): Promise<PulledModel> {
  const { signal, onProgress } = options;
  const [{ path, source }] = files;
  const name = modelName(path);
  const found: (ThereFile | undefined)[] = [];
  for (const file of files) found.push(await findFile(deps, file, signal));
  const sizes = files.map(({ bytes }, index) => found[index]?.bytes ?? bytes);
  const checkMemory = createMemoryCheck(deps.memory, memoryBytes, options);
  const toFetch = found.indexOf(undefined);
  const pulled: ThereFile[] = [];
  for (const [index, file] of files.entries()) {
    const done = sum(pulled.map(({ bytes }) => bytes));
    const later = sizes.slice(index + 1);
    const laterToFetch = later.filter((_, at) => found[index + 1 + at] === undefined);
    pulled.push(
      found[index] ??
        (await fetchFile(deps, web, file, {
          signal,
          // Told once, of the whole model.
          admit: (bytes) => (index === toFetch ? checkMemory(done + bytes + sum(later)) : undefined),
          roomForOthers: sum(laterToFetch),
          onProgress: (progress) => onProgress?.({ ...ofModel(progress, done, later), name }),
        })),
    );
  }
  return {
    name,
    file: deps.files.place(path),
    bytes: sum(pulled.map(({ bytes }) => bytes)),
    sha256: pulled[0]?.sha256 ?? "",
    source,
    wasThere: toFetch < 0,
  };
}

/** A file's progress as that of the model, of which so much is done and these files are still to come. */
function ofModel(
  progress: DownloadProgress,
  done: number,
  later: readonly (number | undefined)[],
): DownloadProgress {
  const { totalBytes, remainingSeconds, ...rest } = progress;
  const bytes = progress.bytes + done;
  if (totalBytes === undefined || later.includes(undefined)) return { ...rest, bytes };
  const whole = done + totalBytes + sum(later);
  const pace = progress.bytesPerSecond ?? 0;
  const remaining = later.length === 0 || pace === 0 ? remainingSeconds : Math.ceil((whole - bytes) / pace);
  return {
    ...rest,
    bytes,
    totalBytes: whole,
    ...(remaining !== undefined && { remainingSeconds: remaining }),
  };
}

/** What is unknown counts nothing. */
function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((all, number = 0) => all + number, 0);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
