import { download } from "../../lib/download/download.ts";
import { hashFile } from "../../lib/download/hash-file.ts";
import type { DownloadProgress } from "../../lib/download/meter.ts";
import type { Web } from "../../lib/download/web.ts";
import { readGgufHeader } from "../../lib/gguf-header.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { LocalModelDeps } from "./deps.ts";
import type { LocatedFile } from "./locate.ts";
import { readModelInfo, writeModelInfo } from "./model-info.ts";
import { modelName } from "./model-name.ts";

/** A file that is there. */
export interface ThereFile {
  readonly bytes: number;
  readonly sha256: string;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Hears of the size before anything is fetched; when it fails, nothing is. */
  readonly admit: (bytes: number) => void;
  /** Bytes of the disk that other files of the model will take. */
  readonly roomForOthers: number;
}

/** The file, where it is there already. Fails with `conflict` where another file has its name. */
export async function findFile(
  deps: LocalModelDeps,
  file: LocatedFile,
  signal: AbortSignal,
): Promise<ThereFile | undefined> {
  const { files } = deps;
  const size = await files.sizeOf(file.path);
  if (size === undefined) return undefined;
  const info = await readModelInfo(files, file.path);
  const { sha256, source, bytes } = file;
  if (info !== undefined && info.size === size) {
    if (sha256 === undefined ? info.source === source : info.sha256 === sha256)
      return { bytes: size, sha256: info.sha256 };
    // A newer version of what was pulled from there takes its place.
    if (info.source === source) return undefined;
  } else if (
    sha256 !== undefined &&
    (bytes ?? size) === size &&
    (await hashOf(deps, file.path, signal)) === sha256
  ) {
    await remember(deps, file, { bytes: size, sha256 });
    return { bytes: size, sha256 };
  }
  throw new ParleyError("conflict", {
    message: `There is another file at ${files.place(file.path)}. Rename it, or remove it with \`parley rm ${modelName(file.path)}\`.`,
    param: "model",
  });
}

/** Fetches the file, and remembers where it came from. */
export async function fetchFile(
  deps: LocalModelDeps,
  web: Web,
  file: LocatedFile,
  { signal, onProgress, admit, roomForOthers }: FetchOptions,
): Promise<ThereFile> {
  const { url, path, bytes, sha256 } = file;
  const files = {
    ...deps.files,
    freeBytes: async (place: string) => (await deps.files.freeBytes(place)) - roomForOthers,
  };
  const fetched = await download(
    { files, web, clock: deps.clock, sleep: deps.sleep },
    {
      url,
      target: path,
      ...(bytes !== undefined && { bytes }),
      ...(sha256 !== undefined && { sha256 }),
      admit,
      accept: async (content, size) => {
        const { wholeBytes } = await readGgufHeader(
          (position, length) => content.read(position, length),
          size,
        );
        if (wholeBytes > size)
          throw new ParleyError("upstream_invalid", {
            message: "The file on the server is not whole. It was deleted.",
          });
      },
    },
    { signal, onProgress },
  );
  await remember(deps, file, fetched);
  return fetched;
}

async function hashOf(deps: LocalModelDeps, path: string, signal: AbortSignal): Promise<string> {
  const file = await deps.files.openToRead(path);
  try {
    return await hashFile(file, signal);
  } finally {
    await file.close();
  }
}

function remember(
  deps: LocalModelDeps,
  { path, source }: LocatedFile,
  { bytes, sha256 }: ThereFile,
): Promise<void> {
  const pulledAt = new Date(deps.clock.now()).toISOString();
  return writeModelInfo(deps.files, path, { source, sha256, size: bytes, pulledAt });
}
