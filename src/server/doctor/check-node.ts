import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Finding, ok, problem } from "./finding.ts";

const check = "Node.js";

/** The oldest that runs TypeScript and SQLite as Parley needs them; also in `bin/parley.js` and `package.json`. */
const oldest = [24, 15] as const;

export interface RunningNode {
  /** Such as `26.10.0`. */
  readonly version: string;
  /** Path of the program. */
  readonly path: string;
  /** As in `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
}

/** Which Node.js runs, and whether it is the one that the project carries. */
export function checkNode(node: RunningNode): Finding {
  const [major = 0, minor = 0] = node.version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    const remedy = "Run `npm ci`, which installs the Node.js that Parley carries, and use `npx parley`.";
    return problem(
      check,
      `This is Node.js ${node.version}; Parley needs ${oldest.join(".")} or newer.`,
      remedy,
    );
  }
  const carried = findCarried(node);
  if (carried === undefined) {
    return ok(
      check,
      `${node.version}, this machine's own. The one that Parley carries is not installed, and not needed.`,
    );
  }
  const own = realpathSync(carried.path) === realpathSync(node.path);
  if (own) return ok(check, `${node.version}, the one that Parley carries.`);
  return ok(
    check,
    `${node.version}, this machine's own. The one that Parley carries (${carried.version}) is there as well.`,
  );
}

/** The platform's package among the optional dependencies: one of them is named after it. */
function findCarried({
  platform,
  arch,
}: RunningNode): { readonly path: string; readonly version: string } | undefined {
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  };
  const wanted = `${platform === "win32" ? "win" : platform}-${arch}`;
  const name = Object.keys(manifest.optionalDependencies ?? {}).find((each) => each.endsWith(wanted));
  if (name === undefined) return undefined;
  try {
    const require = createRequire(import.meta.url);
    const path = join(
      dirname(require.resolve(`${name}/package.json`)),
      "bin",
      platform === "win32" ? "node.exe" : "node",
    );
    return existsSync(path) ? { path, version: manifest.optionalDependencies?.[name] ?? "" } : undefined;
  } catch {
    return undefined; // the package is not installed
  }
}
