import { posix } from "node:path";
import {
  builtOn,
  door,
  exceptions,
  findRoom,
  isTestFile,
  mayReadPackageJson,
  onlyIn,
  roomOf,
  type Room,
} from "../rooms.ts";
import type { Import } from "./imports.ts";
import type { Problem } from "./problem.ts";

/** A file with what it imports. */
export interface Importer {
  readonly path: string;
  readonly imports: readonly Import[];
}

const remedy = "Move the code, or pass the thing in as an argument.";

/** Imports outside the room table of `scripts/rooms.ts`. Type-only imports count: a word is a dependency, too. */
export function checkImports(files: readonly Importer[]): readonly Problem[] {
  return files.flatMap((file) => {
    if (isTestFile(file.path) || !file.path.startsWith("src/")) return [];
    const homeless = file.path !== door.path && roomOf(file.path) === undefined;
    if (homeless)
      return [problem(file.path, undefined, "is in no room. Put it into one of scripts/rooms.ts.")];
    return file.imports.flatMap((entry) => {
      const fault = faultOf(file.path, entry);
      return fault === undefined ? [] : [problem(file.path, entry.line, fault)];
    });
  });
}

/** The path from the root that a relative import means; `undefined` for packages and Node's modules. */
export function targetOf(path: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}

function problem(path: string, line: number | undefined, text: string): Problem {
  return { path, ...(line === undefined ? {} : { line }), level: "error", text };
}

function faultOf(path: string, entry: Import): string | undefined {
  const { specifier } = entry;
  if (specifier === undefined) {
    return "imports something that is only known at run time, so no check can follow it. Name the module.";
  }
  const target = targetOf(path, specifier);
  const room = roomOf(path) ?? "door";
  const row = findRoom(room);
  const fault =
    target === undefined ? outsideFault(row, room, specifier) : insideFault(path, room, row, target);
  if (exceptions.some((each) => each.file === path && each.module === specifier)) return undefined;
  return fault ?? narrowerFault(path, room, target ?? packageOf(specifier));
}

/** A package, or a module of Node's. */
function outsideFault(row: Room | undefined, room: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) {
    const name = specifier.slice("node:".length).split("/")[0] ?? "";
    if (row?.node.includes(name)) return undefined;
    return `imports "${specifier}", which is not on the list of ${room} in scripts/rooms.ts. ${remedy}`;
  }
  const name = packageOf(specifier);
  if (row !== undefined && Object.hasOwn(row.packages, name)) return undefined;
  return `imports the package "${name}", which is not on the list of ${room} in scripts/rooms.ts. ${remedy}`;
}

/** A file of this project. */
function insideFault(path: string, room: string, row: Room | undefined, target: string): string | undefined {
  if (isTestFile(target))
    return `imports ${target}, which belongs to the tests. Move what it needs out of there.`;
  if (target === "package.json" && mayReadPackageJson.includes(room)) return undefined;
  if (!target.startsWith("src/")) return `imports ${target}, which is not part of the program. ${remedy}`;
  if (target === door.path)
    return `imports the library's door, which is for other programs. Import the room itself.`;
  const other = roomOf(target);
  if (other === undefined) return `imports ${target}, which is in no room.`;
  if (other === room && path !== door.path) return undefined;
  const allowed = path === door.path ? door.mayImport : (row?.mayImport ?? []);
  const wing = `${other.split("/")[0]}/*`;
  if (allowed.some((name) => name === other || name === wing) || builtOn[room] === other) return undefined;
  const list = allowed.length === 0 ? "nothing" : allowed.join(", ");
  return `imports ${target}: ${room} may import ${list}${row === undefined ? "" : " and itself"}. ${remedy}`;
}

function narrowerFault(path: string, room: string, what: string): string | undefined {
  const rule = onlyIn.find(
    (each) => each.within === room && each.what.test(what) && !each.files.includes(path),
  );
  return rule === undefined ? undefined : `imports ${what}, but ${rule.reason}.`;
}

/** `@scope/name` of `@scope/name/part`, and `name` of `name/part`. */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
