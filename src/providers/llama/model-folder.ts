import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";

/** A model file. */
export interface ModelFile {
  /** Its path below the folder with `/`, without `.gguf`. */
  readonly id: string;
  readonly path: string;
  /** Of all its files together. */
  readonly bytes: number;
  /** Of the file itself. */
  readonly firstBytes: number;
  /** Unix milliseconds. */
  readonly changedAt: number;
}

/** Milliseconds for which a listing is believed: the names are asked for with every call. */
const fresh = 100;

/** `user/repo/file` is as deep as it gets. */
const deepest = 3;
const mostFiles = 10_000;

/** The GGUF files of a folder and its sub-folders, read again when somebody asks and some time has passed. */
export class ModelFolder {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #named: ReadonlyMap<string, string>;
  #files: ReadonlyMap<string, ModelFile> = new Map();
  #readAt = -Infinity;

  /** @param named Files elsewhere, by the ids that they shall have. */
  constructor(folder: string, clock: Clock, named: ReadonlyMap<string, string> = new Map()) {
    this.#folder = folder;
    this.#clock = clock;
    this.#named = named;
  }

  /** By id. A folder that does not exist has no files. */
  get files(): ReadonlyMap<string, ModelFile> {
    const now = this.#clock.monotonic();
    if (now - this.#readAt >= fresh) {
      this.#files = readFolder(this.#folder, this.#named);
      this.#readAt = now;
    }
    return this.#files;
  }

  /** A file by its id; a name that is not known is looked for once more, since it may be new. */
  find(id: string): ModelFile | undefined {
    const known = this.files.get(id);
    if (known !== undefined) return known;
    this.#readAt = -Infinity;
    return this.files.get(id);
  }
}

function readFolder(folder: string, named: ReadonlyMap<string, string>): ReadonlyMap<string, ModelFile> {
  const found: ModelFile[] = [];
  const visit = (path: string, prefix: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      if (entry.name.startsWith(".") || found.length >= mostFiles) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory() && depth < deepest) visit(full, `${prefix}${entry.name}/`, depth + 1);
      else if (isModel(entry.name)) found.push(...modelFile(full, `${prefix}${entry.name.slice(0, -5)}`));
    }
  };
  visit(folder, "", 1);
  for (const [id, path] of named) found.push(...modelFile(path, id));
  return new Map(found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((file) => [file.id, file]));
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return []; // not there, or not to be read: it has no models for us
  }
}

const partName = /-(\d{5})-of-(\d{5})\.gguf$/;
/** No model comes in more files. */
const mostParts = 500;

/** Of a model in several files the first stands for all; a projector for images is no model. */
function isModel(name: string): boolean {
  const part = partName.exec(name);
  return name.endsWith(".gguf") && !/^mmproj/i.test(name) && (part === null || part[1] === "00001");
}

function modelFile(path: string, id: string): readonly ModelFile[] {
  try {
    const parts = partsOf(path).map((part) => statSync(part));
    const bytes = parts.reduce((sum, { size }) => sum + size, 0);
    return [{ id, path, bytes, firstBytes: parts[0]?.size ?? 0, changedAt: Math.max(...parts.map(({ mtimeMs }) => mtimeMs)) }];
  } catch {
    return []; // gone in the meantime
  }
}

/** All files of a model, of which this is the first. */
function partsOf(path: string): readonly string[] {
  const count = Math.min(mostParts, Number(partName.exec(path)?.[2] ?? 1));
  if (count <= 1) return [path];
  return Array.from({ length: count }, (_, index) =>
    path.replace(partName, (_all, _part, total: string) => `-${String(index + 1).padStart(5, "0")}-of-${total}.gguf`),
  );
}
