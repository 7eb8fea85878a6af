import type * as nodeHttp from "node:http";
import { createRequire } from "node:module";

/**
 * Node's `http`, as `require` gives it. An `import` of it reads all that it exports, and with its `WebSocket` that loads
 * Node's own copy of undici, which nothing here uses: 30 ms of a start, and 2 to 4 MB for as long as the server runs.
 */
export const http = createRequire(import.meta.url)("node:http") as typeof nodeHttp;
