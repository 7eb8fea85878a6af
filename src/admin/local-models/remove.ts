import { journalPath } from "../../lib/download/journal.ts";
import { firstGgufPart, ggufParts } from "../../lib/gguf-parts.ts";
import { nearest } from "../../lib/nearest.ts";
import { ParleyError } from "../../spec/errors.ts";
import { catalogue } from "./catalogue.ts";
import { nameOf } from "./choose-file.ts";
import type { LocalModelDeps } from "./deps.ts";
import { infoPath } from "./model-info.ts";
import { modelName } from "./model-name.ts";

/** What was removed. */
export interface RemovedModel {
  readonly name: string;
  /** Bytes on the disk that are free now; absent when a store does not say. */
  readonly bytes?: number;
}

/**
 * Removes a model and all that belongs to it, a pull included that has not ended. `asked` is its name, or where that
 * is clear the file's name alone, `user/repo`, or a short name of the catalogue.
 * Fails with `not_found`, `invalid_value` when several are meant, or `conflict` while it is being pulled.
 */
export async function removeModel(deps: Pick<LocalModelDeps, "files">, asked: string): Promise<RemovedModel> {
  const { files } = deps;
  const found = await files.list();
  const targets = [...new Set(found.map(({ path }) => firstGgufPart(path.replace(/\.part$/, ""))))].filter(
    (path) => path.endsWith(".gguf"),
  );
  const path = choose(targets, asked);
  const release = await files.lock(path);
  if (release === undefined) {
    throw new ParleyError("conflict", {
      message: `${modelName(path)} is being pulled right now. Stop that first.`,
    });
  }
  try {
    const own = new Set(ggufParts(path).flatMap((each) => [each, `${each}.part`]));
    for (const each of ggufParts(path)) await removeFile(files, each);
    const bytes = found.reduce((sum, file) => (own.has(file.path) ? sum + file.bytes : sum), 0);
    return { name: modelName(path), bytes };
  } finally {
    await release();
  }
}

async function removeFile(files: LocalModelDeps["files"], path: string): Promise<void> {
  const part = `${path}.part`;
  for (const each of [
    path,
    part,
    journalPath(part),
    `${journalPath(part)}.new`,
    infoPath(path),
    `${infoPath(path)}.new`,
  ]) {
    await files.remove(each);
  }
}

function choose(targets: readonly string[], asked: string): string {
  const wanted = modelName(asked.replace(/^hf:/, ""));
  const exact = targets.find((path) => modelName(path) === wanted);
  if (exact !== undefined) return exact;
  const entry = catalogue.find(({ name }) => name === asked);
  const folder = entry === undefined ? wanted : `${entry.user}/${entry.repo}`;
  const matching = targets.filter(
    (path) => modelName(nameOf(path)) === wanted || path.startsWith(`${folder}/`),
  );
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  const shown = JSON.stringify(asked.slice(0, 200));
  if (only !== undefined) {
    const message = `${shown} may mean several models. Name one: ${matching.map(modelName).join(", ")}.`;
    throw new ParleyError("invalid_value", { message, param: "model" });
  }
  const names = targets.map(modelName);
  const meant = nearest(wanted, [...names, ...targets.map((path) => modelName(nameOf(path)))]);
  const hint =
    meant === undefined ? "`parley models --local` shows what is there." : `Did you mean ${meant}?`;
  throw new ParleyError("not_found", {
    message: `There is no local model ${shown}. ${hint}`,
    param: "model",
  });
}
