import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** What `npm pack` made. */
export interface Packed {
  /** Path of the tarball. */
  readonly tarball: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Builds the project and packs it into `folder`, as `npm publish` would. */
export function pack(root: string, folder: string): Packed {
  const npm = process.env["npm_execpath"];
  const options = { cwd: root, encoding: "utf8", stdio: "pipe" } as const;
  const run = (...args: string[]): string =>
    npm === undefined
      ? execFileSync("npm", args, options)
      : execFileSync(process.execPath, [npm, ...args], options);
  // `prepack` does not run by itself here, since .npmrc lets no package run scripts.
  run("run", "build");
  const output = run("pack", "--json", "--pack-destination", folder);
  // Scripts of ours may print before the JSON.
  const [packed] = JSON.parse(output.slice(output.indexOf("[\n"))) as [
    { filename: string; files: Packed["files"] },
  ];
  return { tarball: join(folder, packed.filename), files: packed.files };
}
