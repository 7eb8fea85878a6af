/** Finds where a JSON object or list ends that comes in pieces. */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** The place behind its end in this piece, or `undefined` when all of the piece belongs to it. */
  find(piece: string): number | undefined {
    for (let index = 0; index < piece.length; index++) {
      const character = piece[index];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (character === "\\") this.#escaped = true;
        else if (character === '"') this.#inString = false;
      } else if (character === '"') this.#inString = true;
      else if (character === "{" || character === "[") this.#depth++;
      else if ((character === "}" || character === "]") && --this.#depth === 0) return index + 1;
    }
    return undefined;
  }
}
