import { createRequire } from "node:module";

/**
 * Node's `http`, as `require` gives it. An `import` of it reads all that it exports, and with its `WebSocket` that loads
 * Node's own copy of undici, which nothing here uses: 32 ms of every start, and 12 MB for as long as the server runs.
 */
export const http = createRequire(import.meta.url)("node:http") as typeof import("node:http");
