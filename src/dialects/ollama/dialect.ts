import type { Dialect, DialectRequest } from "../../spec/dialect.ts";
import { presentTags } from "./models.ts";
import { problem } from "./problem.ts";
import {
  readChat,
  readDelete,
  readEmbed,
  readEmbeddings,
  readGenerate,
  readPull,
  readShow,
} from "./read-request.ts";

/** The version of Ollama whose API this is, for clients that ask before they use a newer feature. */
const version = "0.13.0";

/** Ollama's native API, below `/api`. */
export const ollamaDialect: Dialect = {
  read({ method, path, body }) {
    const route = `${method} ${path}`;
    return Object.hasOwn(routes, route) ? routes[route]?.(body) : undefined;
  },
  problem,
};

const routes: Readonly<Record<string, (body: unknown) => DialectRequest>> = {
  "POST /api/chat": readChat,
  "POST /api/generate": readGenerate,
  "POST /api/embed": readEmbed,
  "POST /api/embeddings": readEmbeddings,
  "GET /api/tags": () => ({ kind: "models", present: presentTags }),
  "POST /api/show": readShow,
  "POST /api/pull": readPull,
  "DELETE /api/delete": readDelete,
  "GET /api/version": () => ({ kind: "document", status: 200, body: { version } }),
  // Nothing is loaded and unloaded here.
  "GET /api/ps": () => ({ kind: "document", status: 200, body: { models: [] } }),
};
