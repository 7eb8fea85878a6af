import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { send } from "../reply.ts";
import type { Route } from "../route.ts";
import type { ConsoleFile } from "./console-file.ts";
import { pageHeaders } from "./page-headers.ts";
import { screens } from "./screens.ts";

const page = "/index.html";

/** The web console: one page for all screens, and the files that it is made of. */
export function consoleRoutes({ consoleFiles }: Pick<RouteDeps, "consoleFiles">): readonly Route[] {
  function route(path: string, summary: string, fileOf: (exchange: Exchange) => string): Route {
    return {
      method: "GET",
      path,
      access: "open",
      summary,
      tag: "Console",
      otherType: "text/html",
      handle: (exchange) => sendFile(exchange, consoleFiles(fileOf(exchange))),
    };
  }
  const summary = "A screen of the console.";
  return [
    route("/", "The console.", () => page),
    ...screens.flatMap((screen) => [
      route(`/${screen}`, summary, () => page),
      route(`/${screen}/*`, summary, () => page),
    ]),
    route("/favicon.svg", "The console's sign.", () => "/favicon.svg"),
    route(
      "/assets/:name",
      "A file that the console is made of.",
      (exchange) => `/assets/${exchange.params["name"]}`,
    ),
  ];
}

function sendFile(exchange: Exchange, file: ConsoleFile | undefined): void {
  if (file === undefined) {
    throw new ParleyError("not_found", {
      message:
        "There is no such file of the console. Where it was never built, `npm run build -w parley-console` does it.",
    });
  }
  const { headers } = exchange.request;
  const headersOut = {
    ...pageHeaders,
    "cache-control": file.lasting ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    etag: file.etag,
  };
  if (headers["if-none-match"] === file.etag) {
    exchange.response.writeHead(304, headersOut);
    exchange.response.end();
    return;
  }
  const takesBrotli = /\bbr\b/.test(String(headers["accept-encoding"] ?? ""));
  const packed = takesBrotli ? file.brotli : undefined;
  send(exchange, 200, file.type, packed ?? file.body, {
    ...headersOut,
    ...(packed !== undefined && { "content-encoding": "br" }),
  });
}
