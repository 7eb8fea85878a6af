/** Rules of a grammar in llama.cpp's form (GBNF), each under a name of its own. */
export class Rules {
  readonly #rules = new Map<string, string>();
  #next = 0;

  /** Reserves a name, for a rule that speaks of itself. */
  name(): string {
    return `r${this.#next++}`;
  }

  /** Adds a rule and gives its name. */
  add(body: string, name = this.name()): string {
    this.#rules.set(name, body);
    return name;
  }

  /** A rule that is needed in many places, added once. */
  shared(name: string, body: () => string): string {
    if (!this.#rules.has(name)) {
      this.#rules.set(name, '""'); // holds the place while `body` asks for others
      this.#rules.set(name, body());
    }
    return name;
  }

  /** The whole grammar, which begins with `root`. */
  text(root: string): string {
    return [`root ::= ${root}`, ...[...this.#rules].map(([name, body]) => `${name} ::= ${body}`)].join("\n");
  }
}

/** A text as it stands. */
export function literal(text: string): string {
  const inner = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") return `\\${character}`;
    if (code === 10) return "\\n";
    if (code === 13) return "\\r";
    if (code === 9) return "\\t";
    if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, "0")}`;
    return character;
  });
  return `"${inner.join("")}"`;
}

/** One of several; the same one twice counts once. */
export function oneOf(bodies: readonly string[]): string {
  const different = [...new Set(bodies)];
  return different.length === 1 ? (different[0] ?? '""') : `(${different.join(" | ")})`;
}
