import { nearest } from "../../lib/nearest.ts";
import { ParleyError } from "../../spec/errors.ts";
import { type CatalogueEntry, catalogue } from "./catalogue.ts";
import { isSafeName } from "./place.ts";

/** A file in a repository of the hub, more or less exactly named. */
export interface HubReference {
  readonly kind: "hub";
  readonly user: string;
  readonly repo: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** A quantisation such as `Q4_K_M`, or a file's path in the repository, which ends in `.gguf`. */
  readonly choice?: string;
  readonly entry?: CatalogueEntry;
}

/** A file somewhere else. */
export interface AddressReference {
  readonly kind: "address";
  readonly url: URL;
  readonly sha256?: string;
}

export type Reference = HubReference | AddressReference;

const longestReference = 2_000;

/**
 * Reads `hf:user/repo`, `hf:user/repo:quantisation`, `hf:user/repo:file.gguf`, the address of a GGUF file with
 * `#sha256=…` or without, or a short name of the catalogue. An address of a file on the hub is taken for the file in
 * its repository. Fails with `invalid_value`, or `not_found` for a short name that is none.
 */
export function parseReference(text: string, endpoint: URL): Reference {
  const reference = text.trim();
  if (reference.length > longestReference) throw wrong("The name of the model is too long.");
  if (/^[a-z]{1,10}:\/\//i.test(reference)) return parseAddress(reference, endpoint);
  const hub = /^hf:\/{0,2}([^/:]+)\/([^/:]+)(?::(.+))?$/i.exec(reference);
  if (hub !== null) {
    const [, user = "", repo = "", choice] = hub;
    return hubReference(user, repo, "main", choice);
  }
  const entry = catalogue.find(({ name }) => name === reference.toLowerCase().replace(":", "-"));
  if (entry !== undefined) {
    const { user, repo, quantisation } = entry;
    return { kind: "hub", user, repo, revision: "main", choice: quantisation, entry };
  }
  throw unknown(reference);
}

function parseAddress(text: string, endpoint: URL): Reference {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw wrong("The address of a model begins with https:// and leads to a GGUF file.");
  }
  if (url.username !== "" || url.password !== "") {
    throw wrong("An address with a user name or password in it is not taken. For the hub, set HF_TOKEN.");
  }
  const hash = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
  if (url.hash !== "" && hash === undefined)
    throw wrong("Behind the # stands `sha256=` and 64 hexadecimal digits.");
  url.hash = "";
  const [user, repo, word, revision, ...path] = url.pathname.split("/").slice(1).map(decoded);
  const isFile = word === "resolve" || word === "blob";
  if (
    url.origin === endpoint.origin &&
    isFile &&
    user &&
    repo &&
    revision &&
    path.length > 0 &&
    hash === undefined
  ) {
    return hubReference(user, repo, revision, path.join("/"));
  }
  return { kind: "address", url, ...(hash !== undefined && { sha256: hash }) };
}

function hubReference(
  user: string,
  repo: string,
  revision: string,
  choice: string | undefined,
): HubReference {
  if (!isSafeName(user) || !isSafeName(repo))
    throw wrong("Names of users and repositories have letters, digits and `._-`.");
  if (!/^[\w.-]{1,100}$/.test(revision)) throw wrong("The revision is a branch, a tag or a commit.");
  return { kind: "hub", user, repo, revision, ...(choice !== undefined && { choice }) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function unknown(reference: string): ParleyError {
  const shown = JSON.stringify(reference.slice(0, 100));
  if (/^[\w.-]+\/[\w.-]+(:.+)?$/.test(reference)) {
    return wrong(
      `There is no model ${shown}. For a repository on the hub, write hf:${reference.slice(0, 100)}.`,
    );
  }
  const meant = nearest(
    reference,
    catalogue.map(({ name }) => name),
  );
  const hint =
    meant === undefined
      ? `Short names are ${catalogue.map(({ name }) => name).join(", ")}. Otherwise write hf:user/repo or https://….`
      : `Did you mean ${meant}?`;
  return new ParleyError("not_found", { message: `There is no model ${shown}. ${hint}`, param: "model" });
}

function wrong(message: string): ParleyError {
  return new ParleyError("invalid_value", { message, param: "model" });
}
