import { nearest } from "../../lib/nearest.ts";

/** The process's environment, or what stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that could not be put in. */
export interface SubstitutionFault {
  /** Where in the text it begins, in UTF-16 units. */
  readonly index: number;
  /** The variable as it is written, such as `${NAME}`. */
  readonly reference: string;
  readonly message: string;
}

export interface Substitution {
  readonly text: string;
  /** Names of the variables that were asked for. */
  readonly variables: readonly string[];
  readonly faults: readonly SubstitutionFault[];
}

/** `$${` (an escaped `${`), `${…}`, and a `${` that nothing closes. */
const marker = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
const reference = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([^]*))?$/;

/**
 * Puts environment variables into one text: `${NAME}`, and `${NAME:-default}` for where NAME is missing or empty,
 * as in the shell. `$${` stands for `${` itself. What a variable contains is taken as it is: nothing in it is
 * looked for again, and it cannot become YAML, since the text is already a value.
 */
export function substitute(text: string, env: Environment): Substitution {
  const variables: string[] = [];
  const faults: SubstitutionFault[] = [];
  const replaced = text.replaceAll(marker, (whole: string, body: string | undefined, index: number) => {
    if (whole === "$${") return "${";
    const [, name, fallback] = reference.exec(body ?? "") ?? [];
    if (name === undefined) {
      faults.push({ index, reference: whole, message: malformed(body) });
      return "";
    }
    variables.push(name);
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (fallback !== undefined) return value || fallback;
    if (value === undefined) faults.push({ index, reference: whole, message: missing(name, env) });
    return value ?? "";
  });
  return { text: replaced, variables, faults };
}

function missing(name: string, env: Environment): string {
  const meant = nearest(name, Object.keys(env));
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `The environment variable ${name} is not set.${hint} Set it, or give a default: \${${name}:-default}.`;
}

function malformed(body: string | undefined): string {
  const what =
    body === undefined ? "Here a ${ is not closed by a }." : "Here the text in ${…} is no variable's name.";
  return `${what} Write \${NAME} or \${NAME:-default}, or $\${ for the characters themselves.`;
}
