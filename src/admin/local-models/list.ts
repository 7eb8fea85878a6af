import { readJournal } from "../../lib/download/journal.ts";
import { bytesIn } from "../../lib/download/ranges.ts";
import { type GgufHeader, readGgufHeader } from "../../lib/gguf-header.ts";
import { firstGgufPart, ggufParts, isGgufPart } from "../../lib/gguf-parts.ts";
import { nameOf } from "./choose-file.ts";
import type { FoundFile, LocalModelDeps } from "./deps.ts";
import { readModelInfo } from "./model-info.ts";
import { modelName } from "./model-name.ts";
import { quantisationIn } from "./quantisation.ts";

/** A model in the folder. What its file does not say is absent. */
export interface LocalModel {
  readonly name: string;
  /** Absolute path; of a model in several files that of the first. */
  readonly file: string;
  /** `partial`: its pull has not ended, or a part is missing. `broken`: no program can read it. */
  readonly state: "ready" | "partial" | "broken";
  /** Of the file, or of all files of the model; of a partial one, what has come. */
  readonly bytes: number;
  /** Of the whole file, where it is partial and that is known. */
  readonly totalBytes?: number;
  readonly quantisation?: string;
  readonly architecture?: string;
  /** Tokens that the model was made for. */
  readonly contextTokens?: number;
  /** Where it was pulled from, what its SHA-256 was then, and when, as ISO 8601. */
  readonly source?: string;
  readonly sha256?: string;
  readonly pulledAt?: string;
}

type ListDeps = Pick<LocalModelDeps, "files">;

/** The models in the folder, those included that somebody put there by hand, in the order of their names. */
export async function listLocalModels(deps: ListDeps): Promise<readonly LocalModel[]> {
  const found = await deps.files.list();
  const bytesOf = new Map(found.map(({ path, bytes }) => [path, bytes]));
  const models: LocalModel[] = [];
  const told = new Set<string>();
  for (const entry of found) {
    const path = entry.path.replace(/\.part$/, "");
    const first = firstGgufPart(path);
    if (!isModel(path) || told.has(first)) continue;
    if (isGgufPart(path)) {
      told.add(first);
      models.push(await describeParts(deps, ggufParts(path), bytesOf));
    } else models.push(await describeOne(deps, entry));
  }
  return models;
}

function describeOne(deps: ListDeps, found: FoundFile): Promise<LocalModel> {
  return found.path.endsWith(".part") ? describePart(deps, found) : describe(deps, found);
}

/** A model in several files: what the first says, as far as all of them are there and whole. */
async function describeParts(
  deps: ListDeps,
  paths: readonly string[],
  bytesOf: ReadonlyMap<string, number>,
): Promise<LocalModel> {
  const parts: (LocalModel | undefined)[] = [];
  for (const path of paths) {
    const there = [path, `${path}.part`].find((each) => bytesOf.has(each));
    parts.push(
      there === undefined
        ? undefined
        : await describeOne(deps, { path: there, bytes: bytesOf.get(there) ?? 0 }),
    );
  }
  const [path = ""] = paths;
  const states = parts.map((part) => part?.state ?? "partial");
  const { totalBytes: _, ...first } = parts[0] ?? { name: modelName(path), file: deps.files.place(path) };
  return {
    ...first,
    state:
      states.find((state) => state === "broken") ?? states.find((state) => state === "partial") ?? "ready",
    bytes: parts.reduce((sum, part) => sum + (part?.bytes ?? 0), 0),
  };
}

/** A projector for images lies beside a model and is none. */
function isModel(path: string): boolean {
  return path.endsWith(".gguf") && !/^(mmproj|\.)/i.test(nameOf(path));
}

async function describe({ files }: ListDeps, { path, bytes }: FoundFile): Promise<LocalModel> {
  const [header, info] = await Promise.all([headerOf({ files }, path, bytes), readModelInfo(files, path)]);
  const isWhole = header !== undefined && header.wholeBytes <= bytes;
  const quantisation = header?.quantisation ?? quantisationIn(nameOf(path));
  // What is remembered of another file that was here is not said of this one.
  const fits = info !== undefined && info.size === bytes;
  return {
    name: modelName(path),
    file: files.place(path),
    state: isWhole ? "ready" : "broken",
    bytes,
    ...(quantisation !== undefined && { quantisation }),
    ...(header?.architecture !== undefined && { architecture: header.architecture }),
    ...(header?.contextTokens !== undefined && { contextTokens: header.contextTokens }),
    ...(fits && { source: info.source, sha256: info.sha256, pulledAt: info.pulledAt }),
  };
}

async function headerOf({ files }: ListDeps, path: string, bytes: number): Promise<GgufHeader | undefined> {
  try {
    const file = await files.openToRead(path);
    try {
      return await readGgufHeader((position, length) => file.read(position, length), bytes);
    } finally {
      await file.close();
    }
  } catch {
    return undefined; // not to be read, or no GGUF file: said as `broken`
  }
}

async function describePart({ files }: ListDeps, { path, bytes }: FoundFile): Promise<LocalModel> {
  const target = path.replace(/\.part$/, "");
  const journal = await readJournal(files, path);
  const quantisation = quantisationIn(nameOf(target));
  return {
    name: modelName(target),
    file: files.place(path),
    state: "partial",
    bytes: journal === undefined ? bytes : bytesIn(journal.done),
    ...(journal !== undefined && { totalBytes: journal.bytes }),
    ...(quantisation !== undefined && { quantisation }),
  };
}
