import { firstGgufPart, ggufParts, isGgufPart } from "../../lib/gguf-parts.ts";
import { ParleyError } from "../../spec/errors.ts";
import { plainQuantisation, preferredQuantisations, quantisationIn } from "./quantisation.ts";

/** A file as the hub lists it. */
export interface HubFile {
  /** In the repository, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal; absent for files that the hub keeps without. */
  readonly sha256?: string;
}

/**
 * Which of a repository's files is meant, with the other parts of the model where it is one of several, in their
 * order. `choice` is a quantisation or a file's path, of whichever part; absent: the usual one.
 * Fails with `not_found` or `invalid_value` and names what there is.
 */
export function chooseFiles(
  files: readonly HubFile[],
  choice: string | undefined,
  place: string,
): readonly [HubFile, ...HubFile[]] {
  const models = files.filter(
    ({ path }) => /\.gguf$/i.test(path) && !/^(mmproj|imatrix)/i.test(nameOf(path)),
  );
  if (models.length === 0) {
    throw missing(`${place} has no GGUF file. Repositories that have them often end in -GGUF.`);
  }
  const chosen = choice === undefined ? usual(models, place) : named(models, choice, place);
  const [first = chosen, ...others] = ggufParts(chosen.path).map((path) => partAt(models, path, place));
  return [first, ...others];
}

function partAt(models: readonly HubFile[], path: string, place: string): HubFile {
  const part = models.find((model) => model.path === path);
  if (part !== undefined) return part;
  throw missing(`${place} lacks ${nameOf(path)}, which is a part of the model.`);
}

function named(models: readonly HubFile[], choice: string, place: string): HubFile {
  if (/\.gguf$/i.test(choice)) {
    const file =
      models.find(({ path }) => path === choice) ?? models.find(({ path }) => nameOf(path) === choice);
    if (file === undefined)
      throw missing(
        `${place} has no file ${JSON.stringify(choice.slice(0, 200))}. It has ${quantisationsOf(models)}.`,
      );
    return file;
  }
  const wanted = plainQuantisation(choice);
  const matching = wholeFirst(models.filter(({ path }) => quantisationIn(nameOf(path)) === wanted));
  const [file] = matching;
  if (file === undefined)
    throw missing(
      `${place} has no ${JSON.stringify(choice.slice(0, 100))}. It has ${quantisationsOf(models)}.`,
    );
  return onlyOne(matching, file);
}

function usual(models: readonly HubFile[], place: string): HubFile {
  for (const quantisation of preferredQuantisations) {
    const matching = wholeFirst(models.filter(({ path }) => quantisationIn(nameOf(path)) === quantisation));
    const [file] = matching;
    if (file !== undefined) return onlyOne(matching, file);
  }
  const [only, ...others] = wholeFirst(models);
  if (only !== undefined && others.length === 0) return only;
  throw missing(`${place} has several files, none of the usual ones. Name one: ${quantisationsOf(models)}.`);
}

/** Models in one file, or where there are none, the first files of those in several. */
function wholeFirst(models: readonly HubFile[]): readonly HubFile[] {
  const whole = models.filter(({ path }) => !isGgufPart(path));
  return whole.length > 0 ? whole : models.filter(({ path }) => firstGgufPart(path) === path);
}

function onlyOne(matching: readonly HubFile[], first: HubFile): HubFile {
  if (matching.length === 1) return first;
  const names = matching.map(({ path }) => path);
  throw new ParleyError("invalid_value", {
    message: `Several files fit. Name one of them behind the colon: ${some(names)}.`,
    param: "model",
  });
}

function quantisationsOf(models: readonly HubFile[]): string {
  return some([...new Set(models.map(({ path }) => quantisationIn(nameOf(path)) ?? nameOf(path)))]);
}

function some(words: readonly string[]): string {
  if (words.length === 0) return "there is none";
  const shown = words
    .slice(0, 30)
    .map((word) => word.slice(0, 200))
    .join(", ");
  return words.length > 30 ? `${shown} and ${words.length - 30} more` : shown;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function missing(message: string): ParleyError {
  return new ParleyError("not_found", { message, param: "model" });
}
