/**
 * A process that keeps everybody else from writing to a SQLite database: `node prove/faults/hold-lock/main.ts <file>`.
 * Prints `held` when it has the lock, and gives it back when its standard input closes.
 */
import { DatabaseSync } from "node:sqlite";

const [path = ""] = process.argv.slice(2);
const database = new DatabaseSync(path, { timeout: 20_000 });
database.exec("begin immediate");
console.log("held");

process.stdin.resume().on("end", () => {
  database.exec("rollback");
  database.close();
  process.exit(0);
});
