/** What the doctor found out about one thing. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  /** A warning is something that works and may hurt; with a problem, something does not work. */
  readonly level: "ok" | "warning" | "problem";
  /** What was found, in a sentence. Holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, level: "ok", message };
}

export function warning(check: string, message: string, remedy: string): Finding {
  return { check, level: "warning", message, remedy };
}

export function problem(check: string, message: string, remedy: string): Finding {
  return { check, level: "problem", message, remedy };
}

/** The code of one of Node's errors, such as `EACCES`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** An error in its own words, without its stack. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
