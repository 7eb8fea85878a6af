import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import OpenAI from "openai";
import { descendants } from "../../scripts/clone/descendants.ts";
import { startServer, type StartedServer } from "./started-server.ts";

/** The program with a folder of model files. */
export interface LocalServer {
  readonly server: StartedServer;
  readonly client: OpenAI;
  /** Path for a model file, in folders that exist. */
  path(name: string): string;
  /** Pids of the processes with the models. */
  inference(): readonly number[];
  stop(): Promise<void>;
}

/** Starts it with one thread for each model, since tests run side by side; `settings` are those of the provider. */
export async function startLocalServer(settings = ""): Promise<LocalServer> {
  const folder = mkdtempSync(join(tmpdir(), "parley-local-"));
  const config = join(folder, "parley.yaml");
  writeFileSync(
    config,
    `providers: { local: { type: llama, folder: files, threads: 1, gpu: off, ${settings} } }\n`,
  );
  const server = await startServer({ PARLEY_CONFIG: config });
  return {
    server,
    client: new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 }),
    path(name) {
      const path = join(folder, "files", name);
      mkdirSync(dirname(path), { recursive: true });
      return path;
    },
    inference: () => descendants(server.process.pid ?? 0),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
