// `npm run gpu -- cuda` (or vulkan, or metal): puts the build of node-llama-cpp for a graphics processor into
// node_modules. A script of its own, since `npm install` fails on packages that `overrides` leave out
// (docs/decisions/0006). `npm ci` takes it away again.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The packages of each kind, by platform. */
const packages: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cuda: {
    "linux-x64": ["linux-x64-cuda", "linux-x64-cuda-ext"],
    "win32-x64": ["win-x64-cuda", "win-x64-cuda-ext"],
  },
  vulkan: { "linux-x64": ["linux-x64-vulkan"], "win32-x64": ["win-x64-vulkan"] },
  metal: { "darwin-arm64": ["mac-arm64-metal"] },
};

const [kind = ""] = process.argv.slice(2);
const platform = `${process.platform}-${process.arch}`;
const names = packages[kind]?.[platform];
if (names === undefined) {
  const known = Object.keys(packages).filter((each) => packages[each]?.[platform] !== undefined);
  console.error(
    known.length === 0
      ? `There is no prebuilt build for graphics processors on ${platform}.`
      : `Say which one: ${known.map((each) => `npm run gpu -- ${each}`).join(", or ")}`,
  );
  process.exit(2);
}
for (const name of names) add(name);
console.log("Done. `parley doctor` says what local models will use.");

/** Fetches a package as npm would, checked against the registry's hash, and puts it in place of the empty one. */
function add(name: string): void {
  const modules = fileURLToPath(new URL("../node_modules/", import.meta.url));
  const manifest = JSON.parse(readFileSync(join(modules, "node-llama-cpp/package.json"), "utf8")) as {
    readonly version: string;
  };
  // Beside its place, since a folder cannot be renamed to another disk.
  const folder = mkdtempSync(join(modules, ".gpu-"));
  const download = mkdtempSync(join(tmpdir(), "parley-gpu-"));
  const windows = process.platform === "win32";
  try {
    const wanted = `@node-llama-cpp/${name}@${manifest.version}`;
    console.log(`Fetching ${wanted}`);
    const output = execFileSync("npm", ["pack", "--json", "--pack-destination", download, wanted], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      shell: windows,
    });
    const packed = JSON.parse(output) as unknown;
    execFileSync("tar", ["-xzf", join(download, fileNameOf(packed)), "-C", folder], { stdio: "inherit" });
    const place = join(modules, "@node-llama-cpp", name);
    rmSync(place, { recursive: true, force: true });
    renameSync(join(folder, "package"), place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(download, { recursive: true, force: true });
  }
}

/** npm 11 gives a list, npm 12 an object by name. */
function fileNameOf(packed: unknown): string {
  const [first] = Object.values(packed as Readonly<Record<string, { readonly filename: string }>>);
  if (first === undefined) throw new Error("npm packed nothing");
  return first.filename.replace("@", "").replace("/", "-");
}
