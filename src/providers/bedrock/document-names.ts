/** Longest name of a document, in characters; Amazon takes 200. */
const longest = 180;

/** Gives each document of a request the name under which Amazon gets it. */
export interface DocumentNames {
  take(filename: string | undefined): string;
}

/**
 * Amazon takes names of ASCII letters, digits, single spaces, hyphens, round and square brackets, and refuses a request
 * with two documents of the same name. The ending is left out: it is told as the format.
 */
export function createDocumentNames(): DocumentNames {
  const taken = new Set<string>();
  return {
    take(filename = "document") {
      const plain = filename
        .slice(0, longest)
        .replace(/\.[a-z]{2,4}$/i, "")
        .replace(/[^A-Za-z0-9()[\]\s-]+/g, "-")
        .replace(/\s+/g, " ")
        .replace(/^[\s-]+|[\s-]+$/g, "");
      const base = plain === "" ? "document" : plain;
      let name = base;
      for (let copy = 2; taken.has(name); copy++) name = `${base} (${copy})`;
      taken.add(name);
      return name;
    },
  };
}
