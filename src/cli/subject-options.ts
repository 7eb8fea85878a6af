import { UsageError } from "./exit.ts";

export interface SubjectOptions {
  readonly installation?: boolean;
  readonly project?: string;
  readonly key?: string;
}

export interface ModelOptions extends SubjectOptions {
  readonly model?: string;
}

type Tenant = { readonly type: "installation" } | { readonly type: "project" | "key"; readonly id: string };

/** Whose calls the options mean. Throws a `UsageError` unless exactly one of them says so. */
export function subjectOf(options: SubjectOptions): Tenant {
  const subject = chosen(options);
  if (subject === undefined || subject.type === "model")
    throw unclear(["--installation", "--project", "--key"]);
  return subject;
}

/** As `subjectOf`, or a model's calls. */
export function subjectOrModel(
  options: ModelOptions,
): Tenant | { readonly type: "model"; readonly id: string } {
  const subject = chosen(options);
  if (subject === undefined) throw unclear(["--installation", "--project", "--key", "--model"]);
  return subject;
}

function chosen({ installation, project, key, model }: ModelOptions) {
  const all = [
    ...(installation === true ? [{ type: "installation" } as const] : []),
    ...(project === undefined ? [] : [{ type: "project", id: project } as const]),
    ...(key === undefined ? [] : [{ type: "key", id: key } as const]),
    ...(model === undefined ? [] : [{ type: "model", id: model } as const]),
  ];
  return all.length === 1 ? all[0] : undefined;
}

function unclear(names: readonly string[]): UsageError {
  return new UsageError(`Say whose calls are meant, with exactly one of ${names.join(", ")}.`);
}

/** An integer ≥ 0 of an option. Throws a `UsageError` that names the option. */
export function wholeNumber(option: string, text: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new UsageError(`${option} must be a whole number, not ${text}.`);
  return value;
}
