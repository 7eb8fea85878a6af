import type { Web } from "../../lib/download/web.ts";
import { ParleyError } from "../../spec/errors.ts";
import { chooseFile, nameOf } from "./choose-file.ts";
import type { LocalModelDeps } from "./deps.ts";
import { hubAddress, listHubFiles } from "./hub.ts";
import { isSafeName, safeName } from "./place.ts";
import type { AddressReference, HubReference, Reference } from "./reference.ts";

/** A file to be pulled, and where it goes. */
export interface Located {
  /** Below the folder of models. */
  readonly path: string;
  readonly url: URL;
  /** Names it for good. */
  readonly source: string;
  readonly bytes?: number;
  readonly sha256?: string;
  /** What it needs to run, where that is known. */
  readonly memoryBytes?: number;
}

/** Finds the file that a reference means. The words of the hub are checked before they become names of files. */
export function locate(
  deps: LocalModelDeps,
  web: Web,
  reference: Reference,
  signal: AbortSignal,
): Promise<Located> | Located {
  return reference.kind === "hub" ? onHub(deps, web, reference, signal) : atAddress(reference);
}

async function onHub(
  deps: LocalModelDeps,
  web: Web,
  reference: HubReference,
  signal: AbortSignal,
): Promise<Located> {
  const { user, repo, revision, choice, entry } = reference;
  const files = await listHubFiles({ ...deps, web }, reference, signal);
  const file = chooseFile(files, choice, `${user}/${repo}`);
  const segments = file.path.split("/");
  if (!segments.every(isSafeName)) {
    throw new ParleyError("upstream_invalid", {
      message: `The hub calls the file ${JSON.stringify(file.path.slice(0, 200))}, which is no name for a file here.`,
    });
  }
  // Files of one name in several folders of the repository must not overwrite each other.
  const isAlone = files.filter(({ path }) => nameOf(path) === nameOf(file.path)).length === 1;
  const name = isAlone ? nameOf(file.path) : segments.join("_");
  const at = revision === "main" ? "" : `@${revision}`;
  return {
    path: `${user}/${repo}/${name}`,
    url: hubAddress(deps.hub, reference, file.path),
    source: `hf:${user}/${repo}${at}:${file.path}`,
    bytes: file.bytes,
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    ...(entry !== undefined && { memoryBytes: entry.memoryBytes }),
  };
}

function atAddress({ url, sha256 }: AddressReference): Located {
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const file = safeName(decoded(segments.at(-1) ?? ""));
  const host = safeName(url.host);
  if (file === undefined || host === undefined || !/.\.gguf$/i.test(file)) {
    throw new ParleyError("invalid_value", {
      message: "The address must lead to a file whose name ends in .gguf.",
      param: "model",
    });
  }
  const folder = safeName(decoded(segments.at(-2) ?? "")) ?? "files";
  return {
    path: `${host}/${folder}/${file.replace(/\.gguf$/i, ".gguf")}`,
    url,
    // Behind the question mark there is often a signature or a key: that is not written down.
    source: url.origin + url.pathname,
    ...(sha256 !== undefined && { sha256 }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
