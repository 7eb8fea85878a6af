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
 * Which of a repository's files is meant. `choice` is a quantisation or a file's path; absent: the usual one.
 * Fails with `not_found` or `invalid_value` and names what there is.
 */
export function chooseFile(files: readonly HubFile[], choice: string | undefined, place: string): HubFile {
  const models = files.filter(
    ({ path }) => /\.gguf$/i.test(path) && !/^(mmproj|imatrix)/i.test(nameOf(path)),
  );
  if (models.length === 0) {
    throw missing(`${place} has no GGUF file. Repositories that have them often end in -GGUF.`);
  }
  const chosen = choice === undefined ? usual(models, place) : named(models, choice, place);
  const parts = /-\d{5}-of-(\d{5})\.gguf$/i.exec(chosen.path)?.[1];
  if (parts === undefined) return chosen;
  throw new ParleyError("invalid_value", {
    message: `${chosen.path} is one of ${Number(parts)} parts of a model, and Parley pulls models of one file. Choose another one: ${quantisationsOf(models.filter(isWhole))}.`,
    param: "model",
  });
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
  const matching = models.filter(({ path }) => quantisationIn(nameOf(path)) === wanted);
  const [file] = matching;
  if (file === undefined)
    throw missing(
      `${place} has no ${JSON.stringify(choice.slice(0, 100))}. It has ${quantisationsOf(models)}.`,
    );
  return onlyOne(matching, file);
}

function usual(models: readonly HubFile[], place: string): HubFile {
  const whole = models.filter(isWhole);
  for (const quantisation of preferredQuantisations) {
    const matching = whole.filter(({ path }) => quantisationIn(nameOf(path)) === quantisation);
    const [file] = matching;
    if (file !== undefined) return onlyOne(matching, file);
  }
  const [only = models[0], ...others] = whole;
  if (only !== undefined && others.length === 0) return only;
  throw missing(`${place} has several files, none of the usual ones. Name one: ${quantisationsOf(models)}.`);
}

/** The parts of one model go for one file, of which the first is told about. */
function onlyOne(matching: readonly HubFile[], first: HubFile): HubFile {
  if (matching.length === 1 || !isWhole(first)) return first;
  const names = matching.map(({ path }) => path);
  throw new ParleyError("invalid_value", {
    message: `Several files fit. Name one of them behind the colon: ${some(names)}.`,
    param: "model",
  });
}

function isWhole({ path }: HubFile): boolean {
  return !/-\d{5}-of-\d{5}\.gguf$/i.test(path);
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
