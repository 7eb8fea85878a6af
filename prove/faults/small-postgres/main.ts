/**
 * A PostgreSQL on a file system of its own that can be filled: `unshare -m node prove/faults/small-postgres/main.ts
 * <folder> <mebibytes>`, as root. Prints its address, and ends when its standard input closes.
 */
import { execFileSync } from "node:child_process";
import { startPostgres } from "../../../scripts/services/postgres.ts";

const [folder = "", mebibytes = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=1777`, "parley-prove", folder]);
process.env["TMPDIR"] = folder;
const server = await startPostgres();
console.log(server.url);

process.stdin.resume().on("end", () => void server.stop().finally(() => process.exit(0)));
process.on("SIGTERM", () => void server.stop().finally(() => process.exit(0)));
