import { readFileSync } from "node:fs";

export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Gives the user that it then runs as, `postgres` or else `nobody`;
 * `undefined` where this process is not root, and may run it itself.
 */
export function serviceUser(): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = ["postgres", "nobody"].map((name) => users.find(([each]) => each === name)).find(Boolean);
  if (entry === undefined) throw new Error("PostgreSQL does not run as root, and no other user was found");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
