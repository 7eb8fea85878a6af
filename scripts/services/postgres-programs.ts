import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian puts each major version, apart from the PATH. */
const debianFolder = "/usr/lib/postgresql";

/**
 * The folder that holds PostgreSQL's `initdb` and `postgres`: the newest of Debian's versions, else the first on
 * `path`, the value of PATH. `undefined` when there is none.
 */
export function findPostgresPrograms(path: string, debian: string = debianFolder): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newestFirst = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((left, right) => right - left);
  return [
    ...newestFirst.map((version) => join(debian, String(version), "bin")),
    ...path.split(delimiter),
  ].find((folder) => folder !== "" && ["initdb", "postgres"].every((name) => existsSync(join(folder, name))));
}
