import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Started } from "./started.fixture.ts";
import { testFolder, World } from "./world.fixture.ts";

interface Banner {
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  readonly data: string;
}

/** A server that is up, and what it said in JSON. */
async function serve(
  folder: string,
  ...words: readonly string[]
): Promise<{ server: Started; banner: Banner }> {
  const server = new Started(["start", "--json", ...words], { folder });
  await server.says("\n");
  return { server, banner: JSON.parse(server.stdout) as Banner };
}

const askModels = async ({ url }: Banner, key: string): Promise<number> =>
  (await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;

test("the banner has the address, the first key and a curl; the second start has no key", async () => {
  const folder = testFolder();
  const first = new Started(["start"], { folder });
  await first.says("Ctrl-C stops the server.\n");
  const url = /^Parley listens on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(first.stdout)?.[1];
  const key = /^ {2}(sk-parley-\w{49})$/m.exec(first.stdout)?.[1];
  expect(first.stdout).toContain(`curl ${url}/v1/chat \\\n    -H "Authorization: Bearer ${key}" \\`);
  expect(first.stdout).toContain(`OPENAI_BASE_URL=${url}/v1`);
  expect(first.stderr).toBe("");
  first.signal("SIGINT");
  expect(await first.ended).toBe(0);
  expect(first.stderr).toBe("Stopping. Open answers may finish; Ctrl-C once more ends at once.\n");

  const { banner } = await serve(folder);
  expect(banner).toEqual({
    url: expect.any(String),
    key: null,
    model: "rehearsal",
    data: join(folder, "parley-data"),
  });
});

test("--host and --port win over the settings", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, "parley.yaml"), "port: 1\nhost: 192.0.2.1\n");
  const { banner } = await serve(folder, "--host", "127.0.0.1", "--port", "0");
  expect(new URL(banner.url).hostname).toBe("127.0.0.1");
});

test("a number of workers that makes no sense is refused before anything is started", async () => {
  const world = new World();
  for (const workers of ["0", "65", "two", "1.5"])
    expect(await world.run("start", "--workers", workers)).toBe(2);
  expect(world.stderr.text).toContain(
    '--workers: Expected a whole number from 1 to 64, or auto, but found "two".\n',
  );
  expect(await world.run("start", "--workers", "")).toBe(2);
  expect(world.stderr.text).toContain("After --workers a value is missing.\n");
  expect(existsSync(world.data)).toBe(false);
});

test("where other machines reach it, Parley does not start without TLS unless it is told to", async () => {
  const folder = testFolder();
  const refused = new Started(["start", "--host", "0.0.0.0"], { folder });
  expect(await refused.ended).toBe(2);
  expect(refused.stderr).toContain("--host: Other machines reach 0.0.0.0, and without TLS");
  expect(refused.stderr).toContain("PARLEY_ALLOW_INSECURE=true");
  writeFileSync(join(folder, "parley.yaml"), "host: '::'\n");
  const written = new Started(["start", "--workers", "2"], { folder });
  expect(await written.ended).toBe(1);
  expect(written.stderr).toContain("host:\n  Other machines reach ::");
  expect(existsSync(join(folder, "parley-data"))).toBe(false);
  writeFileSync(join(folder, "parley.yaml"), "host: 0.0.0.0\nallowInsecure: true\n");
  const { banner } = await serve(folder);
  expect(new URL(banner.url).hostname).toBe("0.0.0.0");
});

test("a port that is taken, an address of somebody else: one sentence, no stack, exit code 1", async () => {
  const folder = testFolder();
  const { banner } = await serve(folder);
  const { port } = new URL(banner.url);
  const second = new Started(["start", "--port", port], { folder });
  expect(await second.ended).toBe(1);
  expect(second.stderr).toBe(
    `Port ${port} is taken. Stop the program that uses it, or choose another one: --port ${Number(port) + 1}\n`,
  );
  const env = { PARLEY_ALLOW_INSECURE: "true" };
  const elsewhere = new Started(["start", "--host", "192.0.2.1"], { folder, env });
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.stderr).toBe(
    "This machine has no address 192.0.2.1. Choose another one: --host 127.0.0.1\n",
  );
  expect(second.stdout + elsewhere.stdout).toBe("");
});

test("two servers share a data folder: a key made beside them is good at both, and revoked refused within 2 s", async () => {
  const folder = testFolder();
  const [one, other] = await Promise.all([serve(folder), serve(folder)]);
  const made = new Started(["keys", "create", "--name", "ann"], { folder });
  expect(await made.ended).toBe(0);
  const key = made.stdout.trim();
  expect(await Promise.all([askModels(one.banner, key), askModels(other.banner, key)])).toEqual([200, 200]);

  const revoked = new Started(["keys", "revoke", key.slice(-4)], { folder });
  expect(await revoked.ended).toBe(0);
  const since = performance.now();
  for (const { banner } of [one, other]) {
    await vi.waitFor(async () => expect(await askModels(banner, key)).toBe(401), {
      timeout: 10_000,
      interval: 50,
    });
  }
  expect(performance.now() - since).toBeLessThan(2_000);
});

test("beside a running server there is chat, and the doctor knows the server", async () => {
  const folder = testFolder();
  const { banner } = await serve(folder);
  const chat = new Started(["chat", "--json"], { folder, input: "Hello\n" });
  expect(await chat.ended).toBe(0);
  const { session } = JSON.parse(chat.stdout) as { session: string };
  const response = await fetch(`${banner.url}/v1/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${banner.key}`, "content-type": "application/json" },
    body: JSON.stringify({ prompt: "What did I say before?", session }),
  });
  expect(await response.json()).toMatchObject({ session, text: expect.stringContaining("Hello") });

  const doctor = new Started(["doctor", "--offline"], {
    folder,
    env: { PARLEY_PORT: new URL(banner.url).port },
  });
  expect(await doctor.ended).toBe(0);
  expect(doctor.stdout).toContain(`ok       Address: A Parley already answers on ${banner.url}.\n`);
});
