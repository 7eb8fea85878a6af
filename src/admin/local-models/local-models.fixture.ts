import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createHttpClient } from "../../lib/http-client.ts";
import { openLocalModels } from "../../server/local-models/local-models.ts";
import { ParleyError } from "../../spec/errors.ts";
import { type FakeHub, type FakeHubOptions, startFakeHub } from "../../../test/hub/start-fake-hub.ts";
import type { LocalModelDeps } from "./deps.ts";

/** A hub, and a folder of models of a machine with 8 GiB, that go away with the test. */
export async function startHub(
  options: FakeHubOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly hub: FakeHub; readonly deps: LocalModelDeps; readonly folder: string }> {
  const hub = await startFakeHub(options);
  onTestFinished(() => hub.close());
  const data = mkdtempSync(join(tmpdir(), "parley-models-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const deps: LocalModelDeps = {
    ...openLocalModels(data, { HF_ENDPOINT: hub.url, ...env }),
    connect: (origin) =>
      createHttpClient(origin, { connect: 2_000, firstByte: 2_000, idle: 500, total: 20_000 }),
    async sleep(_ms, signal) {
      if (signal.aborted) throw new ParleyError("cancelled");
    },
    memory: () => ({ totalBytes: 8 * 1024 ** 3, freeBytes: 8 * 1024 ** 3 }),
  };
  return { hub, deps, folder: join(data, "models") };
}
