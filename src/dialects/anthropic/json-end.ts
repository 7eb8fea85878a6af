/** Says when a JSON object that comes in pieces is complete. It does not check it. */
export class JsonEnd {
  #depth = 0;
  #begun = false;
  #inText = false;
  #escaped = false;

  /** Whether the object was closed: what follows can only be white space. */
  get complete(): boolean {
    return this.#begun && this.#depth === 0;
  }

  add(piece: string): void {
    for (const unit of piece) this.#unit(unit);
  }

  #unit(unit: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (unit === "\\") this.#escaped = this.#inText;
    else if (unit === '"') this.#inText = !this.#inText;
    else if (!this.#inText) this.#bracket(unit);
  }

  #bracket(unit: string): void {
    if (unit === "{" || unit === "[") {
      this.#begun = true;
      this.#depth += 1;
    } else if (unit === "}" || unit === "]") this.#depth -= 1;
  }
}
