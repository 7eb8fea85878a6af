import { z } from "zod";

interface Rule<Out> {
  /** What is expected, to be read after "Expected ". */
  readonly expected: string | ((value: unknown) => string);
  /** The JSON Schema of the setting as it is written in the file, before variables are put in. */
  readonly json: Readonly<Record<string, unknown>>;
  /** All values that there are, where they are words: to find the one that was meant. */
  readonly words?: readonly string[];
  /** The normalised value, or `undefined` when `value` is not what is expected. */
  readonly read: (value: unknown) => Out | undefined;
}

/** JSON Schema of a text in which variables are to be put: an editor cannot know what it will be. */
export const variablePattern = String.raw`\$\{`;

/**
 * The schema of a single value. zod's own types say what is wrong in words of their own; here the words are ours,
 * and what a variable has put in (always a text) is read as a number where a number is wanted.
 */
export function leaf<In, Out>(rule: Rule<Out>) {
  return z
    .custom<In>()
    .transform((value, context): Out => {
      const out = rule.read(value);
      if (out !== undefined) return out;
      const message = typeof rule.expected === "string" ? rule.expected : rule.expected(value);
      context.addIssue({ code: "custom", message, params: { words: rule.words ?? [] } });
      return z.NEVER;
    })
    .meta(rule.json);
}

/** A mapping of known settings. One without any content (`log:` and nothing below it) counts as absent. */
export function section<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  return emptyAllowed(z.strictObject(shape)).describe(description);
}

/** A mapping whose names the operator chooses. */
export function mapping<Value extends z.ZodType>(
  description: string,
  name: z.ZodType<string, string>,
  value: Value,
) {
  return emptyAllowed(z.record(name, value)).describe(description);
}

/** `z.preprocess` forgets what goes in, so it is said here for `SettingsInput`. */
type EmptyAllowed<Inner extends z.ZodType> = z.ZodPrefault<
  z.ZodType<z.output<Inner>, z.input<Inner> | null | undefined>
>;

function emptyAllowed<Inner extends z.ZodType>(inner: Inner): EmptyAllowed<Inner> {
  const schema = z.preprocess((value) => (value === null ? {} : value), inner).prefault({} as never);
  return schema as unknown as EmptyAllowed<Inner>;
}
