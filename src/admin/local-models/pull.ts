import { download } from "../../lib/download/download.ts";
import { hashFile } from "../../lib/download/hash-file.ts";
import type { DownloadProgress } from "../../lib/download/meter.ts";
import { createWeb, type Web } from "../../lib/download/web.ts";
import { readGgufHeader } from "../../lib/gguf-header.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { LocalModelDeps } from "./deps.ts";
import { aboutHub } from "./hub.ts";
import { type Located, locate } from "./locate.ts";
import { createMemoryCheck } from "./memory-check.ts";
import { readModelInfo, writeModelInfo } from "./model-info.ts";
import { modelName } from "./model-name.ts";
import { parseReference, type Reference } from "./reference.ts";

/** How far a pull is. */
export interface PullProgress extends DownloadProgress {
  /** The model's name when it will be there. */
  readonly name: string;
}

/** A model that is there now. */
export interface PulledModel {
  /** Its path below the folder, without `.gguf`. */
  readonly name: string;
  /** Absolute path of the file. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
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
    const release = await deps.files.lock(located.path);
    if (release === undefined) {
      throw new ParleyError("conflict", {
        message: `${modelName(located.path)} is being pulled right now, by somebody else. Wait for it, or try again later.`,
        param: "model",
      });
    }
    try {
      return (
        (await alreadyThere(deps, located, options.signal)) ?? (await fetchModel(deps, web, located, options))
      );
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

async function alreadyThere(
  deps: LocalModelDeps,
  located: Located,
  signal: AbortSignal,
): Promise<PulledModel | undefined> {
  const { files } = deps;
  const size = await files.sizeOf(located.path);
  if (size === undefined) return undefined;
  const info = await readModelInfo(files, located.path);
  const { sha256, source, bytes } = located;
  if (info !== undefined && info.size === size) {
    if (sha256 === undefined ? info.source === source : info.sha256 === sha256) {
      return pulled(deps, located, { bytes: size, sha256: info.sha256 }, true);
    }
    // A newer version of what was pulled from there takes its place.
    if (info.source === source) return undefined;
  } else if (
    sha256 !== undefined &&
    (bytes ?? size) === size &&
    (await hashOf(deps, located.path, signal)) === sha256
  ) {
    await remember(deps, located, { bytes: size, sha256 });
    return pulled(deps, located, { bytes: size, sha256 }, true);
  }
  throw new ParleyError("conflict", {
    message: `There is another file at ${files.place(located.path)}. Rename it, or remove it with \`parley rm ${modelName(located.path)}\`.`,
    param: "model",
  });
}

async function hashOf(deps: LocalModelDeps, path: string, signal: AbortSignal): Promise<string> {
  const file = await deps.files.openToRead(path);
  try {
    return await hashFile(file, signal);
  } finally {
    await file.close();
  }
}

async function fetchModel(
  deps: LocalModelDeps,
  web: Web,
  located: Located,
  options: PullOptions,
): Promise<PulledModel> {
  const name = modelName(located.path);
  const { url, bytes, sha256 } = located;
  const fetched = await download(
    { files: deps.files, web, clock: deps.clock, sleep: deps.sleep },
    {
      url,
      target: located.path,
      ...(bytes !== undefined && { bytes }),
      ...(sha256 !== undefined && { sha256 }),
      admit: createMemoryCheck(deps.memory, located.memoryBytes, options),
      accept: async (file, size) => {
        const { wholeBytes } = await readGgufHeader((position, length) => file.read(position, length), size);
        if (wholeBytes > size)
          throw new ParleyError("upstream_invalid", {
            message: "The file on the server is not whole. It was deleted.",
          });
      },
    },
    { signal: options.signal, onProgress: (progress) => options.onProgress?.({ ...progress, name }) },
  );
  await remember(deps, located, fetched);
  return pulled(deps, located, fetched, false);
}

interface Fetched {
  readonly bytes: number;
  readonly sha256: string;
}

function remember(
  deps: LocalModelDeps,
  { path, source }: Located,
  { bytes, sha256 }: Fetched,
): Promise<void> {
  const pulledAt = new Date(deps.clock.now()).toISOString();
  return writeModelInfo(deps.files, path, { source, sha256, size: bytes, pulledAt });
}

function pulled(
  deps: LocalModelDeps,
  located: Located,
  { bytes, sha256 }: Fetched,
  wasThere: boolean,
): PulledModel {
  const { path, source } = located;
  return { name: modelName(path), file: deps.files.place(path), bytes, sha256, source, wasThere };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
