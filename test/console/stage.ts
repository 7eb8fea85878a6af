import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type StartedServer, startServer } from "../e2e/started-server.ts";
import { openBrowser, openPage, registerOwner, type Watched } from "./browser.ts";

/** What the tests of a file play on; it is there as soon as they run. */
export interface Stage {
  readonly server: StartedServer;
  readonly browser: Browser;
}

export interface StageWishes {
  /** The text of `parley.yaml`; without it, the server starts as it does for a newcomer. */
  settings?(): string | Promise<string>;
  /** What must be there before the first test. */
  ready?(stage: Stage): Promise<void>;
}

/** A server with its console and a browser, for all tests of a file: begun before the first, ended behind the last. */
export function useStage({ settings, ready }: StageWishes = {}): Stage {
  let server: StartedServer | undefined;
  let browser: Browser | undefined;
  const stage: Stage = {
    get server() {
      return thereBy(server);
    },
    get browser() {
      return thereBy(browser);
    },
  };
  beforeAll(async () => {
    const text = await settings?.();
    server = await (text === undefined ? startServer() : startServer({}, folderWith(text)));
    browser = await openBrowser();
    await ready?.(stage);
  });
  afterAll(async () => {
    // Whatever of it has begun: what failed before says why.
    await browser?.close();
    await server?.stop();
  });
  return stage;
}

/** The same, with a page on which the owner has registered; all tests of the file go on with it. */
export function useOwnersStage(wishes: Pick<StageWishes, "settings"> = {}): Stage & Watched {
  let watched: Watched | undefined;
  const stage = useStage({
    ...wishes,
    async ready({ browser, server }) {
      watched = await openPage(browser);
      await registerOwner(watched, server.url);
    },
  });
  return {
    get server() {
      return stage.server;
    },
    get browser() {
      return stage.browser;
    },
    get page() {
      return thereBy(watched).page;
    },
    get faults() {
      return thereBy(watched).faults;
    },
  };
}

function folderWith(settings: string): string {
  const data = mkdtempSync(join(tmpdir(), "parley-console-"));
  writeFileSync(join(data, "parley.yaml"), settings);
  return data;
}

function thereBy<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error("the stage is there when tests run, and not before");
  return thing;
}
