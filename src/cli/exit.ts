/** Ends a command with an exit code and no further word: all has been said. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** A command that makes no sense as it stands: exit code 2, as for an unknown option. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
