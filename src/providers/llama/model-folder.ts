import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import { firstGgufPart, ggufParts } from "../../lib/gguf-parts.ts";

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

/** Milliseconds after which the files are looked at again although no folder has changed: they may have grown. */
const fresh = 1_000;

/** `user/repo/file` is as deep as it gets. */
const deepest = 3;
const mostFiles = 10_000;

interface Listing {
  readonly files: ReadonlyMap<string, ModelFile>;
  /** The folders that were read, with the times of their last change; −1 for one that is not there. */
  readonly folders: ReadonlyMap<string, number>;
  readonly readAt: number;
}

/**
 * The GGUF files of a folder and its sub-folders. Names are looked up with every call, so only the folders' times are
 * asked for each time (some microseconds), and the files when one of them has changed.
 */
export class ModelFolder {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #named: ReadonlyMap<string, string>;
  #listing: Listing | undefined;

  /** @param named Files elsewhere, by the ids that they shall have. */
  constructor(folder: string, clock: Clock, named: ReadonlyMap<string, string> = new Map()) {
    this.#folder = folder;
    this.#clock = clock;
    this.#named = named;
  }

  /** By id. A folder that does not exist has no files. */
  get files(): ReadonlyMap<string, ModelFile> {
    const now = this.#clock.monotonic();
    const last = this.#listing;
    const believed =
      last !== undefined &&
      now - last.readAt < fresh &&
      [...last.folders].every(([path, changedAt]) => changeOf(path) === changedAt);
    if (believed) return last.files;
    this.#listing = readFolder(this.#folder, this.#named, now);
    return this.#listing.files;
  }

  /** A file by its id, as it is now. */
  find(id: string): ModelFile | undefined {
    const known = this.files.get(id);
    return known === undefined ? undefined : modelFile(known.path, id)[0];
  }
}

function readFolder(folder: string, named: ReadonlyMap<string, string>, readAt: number): Listing {
  const found: ModelFile[] = [];
  const folders = new Map<string, number>();
  const visit = (path: string, prefix: string, depth: number): void => {
    folders.set(path, changeOf(path));
    for (const entry of entriesOf(path)) {
      if (entry.name.startsWith(".") || found.length >= mostFiles) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory() && depth < deepest) visit(full, `${prefix}${entry.name}/`, depth + 1);
      else if (isModel(entry.name)) found.push(...modelFile(full, `${prefix}${entry.name.slice(0, -5)}`));
    }
  };
  visit(folder, "", 1);
  for (const [id, path] of named) found.push(...modelFile(path, id));
  const files = new Map(found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((file) => [file.id, file]));
  return { files, folders, readAt };
}

/** When something was added to a folder or taken away from it, Unix milliseconds; −1 when it is not there. */
function changeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
  } catch {
    return -1; // not to be read: it has no models for us
  }
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return []; // not there, or not to be read: it has no models for us
  }
}

/** Of a model in several files the first stands for all; a projector for images is no model. */
function isModel(name: string): boolean {
  return name.endsWith(".gguf") && !/^mmproj/i.test(name) && firstGgufPart(name) === name;
}

function modelFile(path: string, id: string): readonly ModelFile[] {
  try {
    const parts = ggufParts(path).map((part) => statSync(part));
    const bytes = parts.reduce((sum, { size }) => sum + size, 0);
    return [
      {
        id,
        path,
        bytes,
        firstBytes: parts[0]?.size ?? 0,
        changedAt: Math.max(...parts.map(({ mtimeMs }) => mtimeMs)),
      },
    ];
  } catch {
    return []; // gone in the meantime
  }
}
