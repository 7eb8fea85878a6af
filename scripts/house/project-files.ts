import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Folders that are never the project's own text, for a tree without git. */
const notOurs = new Set(["node_modules", ".git", "dist", "coverage", "parley-data"]);

/**
 * The project's files as paths from `root` with forward slashes, sorted: what git tracks, and what it would
 * track next. In an unpacked tarball without git, every file outside of the usual build folders.
 */
export function projectFiles(root: string): readonly string[] {
  const paths = existsSync(join(root, ".git")) ? gitFiles(root) : walk(root, "");
  // A path that git tracks may be deleted in the working tree, or be a link to a folder.
  return paths.filter((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile()).toSorted();
}

/** Listing names runs nothing of the repository, so it does not matter whose folder it is. */
function gitFiles(root: string): readonly string[] {
  const list = execFileSync(
    "git",
    ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return [...new Set(list.split("\0").filter((path) => path !== ""))];
}

function walk(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}
