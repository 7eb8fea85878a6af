import type { Stats } from "node:fs";
import { access, constants, readdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatGib } from "./format-gib.ts";
import { codeOf, type Finding, ok, problem, warning } from "./finding.ts";

const check = "Data folder";
const notAllowed =
  "Give the folder to the user who runs Parley (chown), or name another one with PARLEY_DATA.";

/** Below this much free space there is a warning; in bytes. A busy server's log of writes alone takes 64 MiB. */
const littleSpace = 1024 ** 3;

/** File systems by the number that Linux gives them (statfs(2)). */
const inMemory: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);
const overNetwork: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400,
]);

/** Whether Parley can keep things in the folder, and nobody else can read them. Makes nothing. */
export async function checkFolder(folder: string): Promise<readonly Finding[]> {
  const found = await statOf(folder);
  if (found === "hidden") return [problem(check, `This user may not look at ${folder}.`, notAllowed)];
  if (found === undefined)
    return [await checkPlaceFor(folder), ...(await checkFileSystem(await nearestThere(folder)))];
  if (!found.isDirectory()) {
    return [
      problem(check, `${folder} is a file, not a folder.`, "Name another folder: PARLEY_DATA=./parley-data"),
    ];
  }
  if (!(await isAllowed(folder, constants.R_OK | constants.W_OK | constants.X_OK))) {
    return [problem(check, `This user may not read and write ${folder}.`, notAllowed)];
  }
  const findings = [...(await checkContent(folder, found.mode)), ...(await checkFileSystem(folder))];
  return findings.length > 0
    ? findings
    : [ok(check, `${folder} can be read and written, by this user alone.`)];
}

async function checkPlaceFor(folder: string): Promise<Finding> {
  const there = await nearestThere(folder);
  const isFolder = (await stat(there)).isDirectory();
  if (isFolder && (await isAllowed(there, constants.W_OK | constants.X_OK)))
    return ok(check, `${folder} is not there yet; the first start makes it.`);
  const why = isFolder ? `this user cannot write into ${there}` : `${there} is a file`;
  return problem(
    check,
    `${folder} cannot be made: ${why}.`,
    "Name another folder: PARLEY_DATA=./parley-data",
  );
}

async function checkContent(folder: string, mode: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (isOpen(mode)) {
    const message = `Other users of this machine may look into ${folder} (${octal(mode)}).`;
    findings.push(warning(check, message, `chmod 700 ${quoted(folder)}`));
  }
  for (const name of await readdir(folder)) {
    if (!/^(parley\.db.*|secret\.key)$/.test(name)) continue;
    const path = join(folder, name);
    const file = await statOf(path);
    if (file === undefined || file === "hidden") continue; // a server has just closed it
    if (!(await isAllowed(path, constants.R_OK | constants.W_OK))) {
      findings.push(
        problem(
          check,
          `This user may not read and write ${path}.`,
          "Give it to the user who runs Parley (chown).",
        ),
      );
    } else if (isOpen(file.mode)) {
      findings.push(
        warning(
          check,
          `Other users of this machine may read ${path} (${octal(file.mode)}).`,
          `chmod 600 ${quoted(path)}`,
        ),
      );
    }
  }
  return findings;
}

/** Whether others than the owner have rights. On Windows the mode does not say. */
function isOpen(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}

async function checkFileSystem(folder: string): Promise<readonly Finding[]> {
  const { bavail, bsize, type } = await statfs(folder);
  const free = bavail * bsize;
  const findings: Finding[] = [];
  if (free < littleSpace) {
    const message = `Only ${formatGib(free)} are free on the disk of ${folder}.`;
    findings.push(warning(check, message, "Make room: when the disk is full, calls are refused."));
  }
  if (process.platform !== "linux") return findings;
  if (inMemory.has(type)) {
    const message = `${folder} is in memory: keys and conversations are lost when the machine restarts.`;
    findings.push(warning(check, message, "Name a folder on a disk with PARLEY_DATA."));
  }
  if (overNetwork.has(type)) {
    const message = `${folder} is on a network file system, on which SQLite's locks and shared memory do not hold.`;
    findings.push(problem(check, message, "Name a folder on a local disk with PARLEY_DATA."));
  }
  return findings;
}

function isAllowed(path: string, rights: number): Promise<boolean> {
  return access(path, rights).then(
    () => true,
    () => false,
  );
}

/** Itself, or what of the way to it exists. */
async function nearestThere(path: string): Promise<string> {
  return (await statOf(path)) === undefined ? nearestThere(dirname(path)) : path;
}

/** `undefined` when there is nothing, `hidden` when this user may not know. */
async function statOf(path: string): Promise<Stats | "hidden" | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EACCES" || code === "EPERM") return "hidden";
    throw error;
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8);
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
