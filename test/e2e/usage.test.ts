import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

let server: StartedServer;
let client: OpenAI;
const told = { requests: 0, input: 0, output: 0 };

beforeAll(async () => {
  server = await startServer();
  const options = { baseURL: `${server.url}/v1`, apiKey: server.key, adminAPIKey: server.key, maxRetries: 0 };
  client = new OpenAI(options);
  for (const content of ["Hello, world!", "Say a little more."]) {
    const { usage } = await client.chat.completions.create({
      model: "rehearsal",
      messages: [{ role: "user", content }],
    });
    told.requests += 1;
    told.input += usage?.prompt_tokens ?? 0;
    told.output += usage?.completion_tokens ?? 0;
  }
});
afterAll(() => server.stop());

/** Runs a command on the data of the server that runs. */
async function parley(...words: readonly string[]): Promise<string> {
  const env = { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    env,
    cwd: server.data,
  });
  return stdout;
}

test("the official client's admin methods tell what its calls were told", async () => {
  const start_time = Math.floor(Date.now() / 1000) - 3_600;
  const { usage } = client.admin.organization;
  const page = await usage.completions({ start_time, bucket_width: "1h", group_by: ["model"] });
  const results = page.data.flatMap((bucket) => bucket.results);
  expect(page.has_more).toBe(false);
  const sums = { requests: 0, input: 0, output: 0 };
  for (const result of results) {
    if (result.object !== "organization.usage.completions.result") throw new Error(result.object);
    expect(result.model).toBe("rehearsal");
    sums.requests += result.num_model_requests;
    sums.input += result.input_tokens;
    sums.output += result.output_tokens;
  }
  expect(sums).toEqual(told);
  const costs = await usage.costs({ start_time, group_by: ["line_item"] });
  expect(costs.data.flatMap((bucket) => bucket.results)).toMatchObject([
    { line_item: "rehearsal/rehearsal" },
  ]);
});

test("so does the command line, beside the server that runs", async () => {
  const { total } = JSON.parse(await parley("usage", "--by", "model", "--json")) as {
    total: { requests: number; input_tokens: number; output_tokens: number };
  };
  expect(total).toMatchObject({
    requests: told.requests,
    input_tokens: told.input,
    output_tokens: told.output,
  });
  const lines = (await parley("ledger", "export", "--json")).trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as { state: string; output_tokens: number });
  expect(rows.map(({ state }) => state)).toEqual(["settled", "settled"]);
  expect(rows.reduce((sum, row) => sum + row.output_tokens, 0)).toBe(told.output);
});

test("an export whose reader leaves ends quietly", async () => {
  const child = spawn(process.execPath, [program, "ledger", "export", "--csv"], {
    cwd: server.data,
    env: { PATH: process.env["PATH"] ?? "", PARLEY_DATA: server.data },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let complaint = "";
  child.stderr.on("data", (piece: Buffer) => (complaint += piece.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
});
