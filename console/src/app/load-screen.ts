import { lazyRouteComponent } from "@tanstack/react-router";
import { send } from "../api/ask.ts";

/**
 * A screen in a file of its own, loaded when it is first shown. Where the file does not come and the server does not
 * answer, that is what the reader is told, and can try again; a server that answers has been renewed and has other files,
 * and the router loads the page anew.
 */
export const loadScreen: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      load().catch(async (cause: unknown) => {
        await send("/healthz");
        throw cause;
      }),
    name,
  );
