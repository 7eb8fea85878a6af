import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Uses the packed library like a stranger: from below node_modules, where Node strips no types, by a program
 * that runs and by a program that is type-checked, and by its command line. Throws when something fails.
 * `folder` must be empty; the dependencies are borrowed from the project's own installation.
 */
export function tryPackage(root: string, tarball: string, folder: string): void {
  install(root, tarball, folder);
  const node = (...args: readonly string[]): string => run(folder, process.execPath, args);

  write(folder, "run.mjs", 'import { createParley } from "parley";\nconsole.log(typeof createParley);\n');
  expectText("import { createParley }", node("run.mjs").trim(), "function");

  const { version } = JSON.parse(node("-p", 'JSON.stringify(require("parley/package.json"))')) as {
    version: string;
  };
  expectText("parley --version", node("node_modules/parley/bin/parley.js", "--version").trim(), version);

  write(
    folder,
    "types.ts",
    'import { createParley } from "parley";\nexport const make: typeof createParley = createParley;\n',
  );
  write(folder, "tsconfig.json", JSON.stringify({ compilerOptions, files: ["types.ts"] }));
  node(join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
}

/** As strict as a consumer can be: the library's declarations are checked, too, not skipped. */
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  module: "nodenext",
  target: "es2024",
  lib: ["es2024", "esnext.disposable"],
  types: ["node"],
  noEmit: true,
};

function install(root: string, tarball: string, folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "parley"), { recursive: true });
  run(folder, "tar", ["-xzf", tarball, "--strip-components=1", "-C", join(modules, "parley")]);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
  }
  write(folder, "package.json", '{ "type": "module", "private": true }\n');
}

function write(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function run(folder: string, program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function expectText(what: string, got: string, wanted: string): void {
  if (got !== wanted) throw new Error(`${what} gave "${got}" instead of "${wanted}"`);
}
