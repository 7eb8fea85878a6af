/**
 * Given to Node with `--import`: when the process ends, the modules that it has loaded are written to the file that
 * LOADED_MODULES names, one a line, Node's own among them.
 */
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { isMainThread } from "node:worker_threads";

const loaded: string[] = [];
if (isMainThread) {
  registerHooks({
    load(url, context, next) {
      loaded.push(url);
      return next(url, context);
    },
  });
  process.on("exit", () => {
    const own = (process as unknown as { readonly moduleLoadList: readonly string[] }).moduleLoadList;
    writeFileSync(process.env["LOADED_MODULES"] ?? "", [...loaded, ...own].join("\n"));
  });
}
