import type { Web } from "../../lib/download/web.ts";
import { ggufParts } from "../../lib/gguf-parts.ts";
import { ParleyError } from "../../spec/errors.ts";
import { chooseFiles, type HubFile, nameOf } from "./choose-file.ts";
import type { LocalModelDeps } from "./deps.ts";
import { hubAddress, listHubFiles } from "./hub.ts";
import { isSafeName, safeName } from "./place.ts";
import type { AddressReference, HubReference, Reference } from "./reference.ts";

/** A model to be pulled: its file, or all files of one that comes in parts, in their order. */
export interface Located {
  readonly files: readonly [LocatedFile, ...LocatedFile[]];
  /** What it needs to run, where that is known. */
  readonly memoryBytes?: number;
}

/** A file to be pulled, and where it goes. */
export interface LocatedFile {
  /** Below the folder of models. */
  readonly path: string;
  readonly url: URL;
  /** Names it for good. */
  readonly source: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

/** Finds the files that a reference means. The words of the hub are checked before they become names of files. */
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
  const [first, ...others] = chooseFiles(files, choice, `${user}/${repo}`);
  // Files of one name in several folders of the repository must not overwrite each other.
  const isAlone = files.filter(({ path }) => nameOf(path) === nameOf(first.path)).length === 1;
  const at = revision === "main" ? "" : `@${revision}`;
  const located = (file: HubFile): LocatedFile => {
    const segments = file.path.split("/");
    if (!segments.every(isSafeName)) {
      throw new ParleyError("upstream_invalid", {
        message: `The hub calls the file ${JSON.stringify(file.path.slice(0, 200))}, which is no name for a file here.`,
      });
    }
    return {
      path: `${user}/${repo}/${isAlone ? nameOf(file.path) : segments.join("_")}`,
      url: hubAddress(deps.hub, reference, file.path),
      source: `hf:${user}/${repo}${at}:${file.path}`,
      bytes: file.bytes,
      ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    };
  };
  return {
    files: [located(first), ...others.map(located)],
    ...(entry !== undefined && { memoryBytes: entry.memoryBytes }),
  };
}

function atAddress({ url, sha256 }: AddressReference): Located {
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const last = decoded(segments.at(-1) ?? "");
  const host = safeName(url.host);
  if (safeName(last) === undefined || host === undefined || !/.\.gguf$/i.test(last)) {
    throw new ParleyError("invalid_value", {
      message: "The address must lead to a file whose name ends in .gguf.",
      param: "model",
    });
  }
  const folder = safeName(decoded(segments.at(-2) ?? "")) ?? "files";
  const [first = last, ...others] = ggufParts(last);
  if (others.length > 0 && sha256 !== undefined) {
    throw new ParleyError("invalid_value", {
      message: "A model in several files has a SHA-256 for each: leave `#sha256=…` out.",
      param: "model",
    });
  }
  const located = (name: string): LocatedFile => {
    const place = new URL(url);
    if (name !== last) place.pathname = url.pathname.replace(/[^/]*$/, () => encodeURIComponent(name));
    return {
      path: `${host}/${folder}/${(safeName(name) ?? name).replace(/\.gguf$/i, ".gguf")}`,
      url: place,
      // Behind the question mark there is often a signature or a key: that is not written down.
      source: place.origin + place.pathname,
      ...(sha256 !== undefined && { sha256 }),
    };
  };
  return { files: [located(first), ...others.map(located)] };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
