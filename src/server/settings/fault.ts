/** One thing that is wrong with the settings. */
export interface Fault {
  /** The file, as the operator would name it; absent when the fault is in the environment. */
  readonly file?: string;
  /** The setting, such as `models.chat.targets[0].provider`, or the environment variable. Empty: the whole file. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** What is wrong and what was expected, in sentences. Never contains a secret. */
  readonly message: string;
  /** What belongs there, where the sentence begins with "Expected". */
  readonly expected?: string;
  /** What is there instead, as the sentence has it: never a secret. */
  readonly found?: string;
}

/** Says everything that is wrong with the settings at once. Its message is meant for the operator's terminal. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
    super(`The settings have ${count}.\n\n${faults.map(printed).join("\n\n")}`);
    this.faults = faults;
  }
}

function printed(fault: Fault): string {
  const lines = fault.message.split("\n").map((line) => `  ${line}`);
  return [`${placeOf(fault)}:`, ...lines].join("\n");
}

/** Where it is: the file with line and column, and the setting; or the environment variable. */
export function placeOf({ file, path, line, column }: Fault): string {
  if (file === undefined) return path === "" ? "settings" : path;
  const parts = [file];
  if (line !== undefined) parts.push(`line ${line}`);
  if (column !== undefined) parts.push(`column ${column}`);
  if (path !== "") parts.push(path);
  return parts.join(", ");
}
