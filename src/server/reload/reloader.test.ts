import { describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import { SettingsError } from "../settings/fault.ts";
import { loadSettings } from "../settings/load.ts";
import type { Settings } from "../settings/settings.ts";
import { type Overlay, Reloader } from "./reloader.ts";

/** Settings as a file would give them, below what stands above it. */
function load(file: string | undefined, overlay: Overlay = {}): Settings {
  return loadSettings({
    env: { ...overlay },
    cwd: "/srv",
    readFile: () => {
      if (file === undefined) throw Object.assign(new Error("no"), { code: "ENOENT" });
      return file;
    },
  });
}

const plain = "defaultModel: rehearsal";

function rig(first: string | undefined) {
  const said: string[] = [];
  const applied: Settings[] = [];
  const timers: (() => void)[] = [];
  const world = {
    file: first as string | undefined,
    refuse: undefined as Error | undefined,
    said,
    applied,
    /** Lets what is due later happen now. */
    async pass(): Promise<void> {
      for (const what of timers.splice(0)) what();
      await reloader.close();
    },
  };
  const note =
    (level: string) =>
    (_details: object, message: string): void =>
      void said.push(`${level}: ${message}`);
  const reloader = new Reloader({
    settings: load(first),
    read: async (overlay) => load(world.file, overlay),
    apply: async (settings) => {
      if (world.refuse !== undefined) throw world.refuse;
      applied.push(settings);
    },
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    later(_ms, what) {
      timers.push(what);
      return () => void timers.splice(timers.indexOf(what), 1);
    },
  });
  return { world, reloader };
}

test.each([
  ["without the proxy", "host: 0.0.0.0\ntrustedProxies: [10.0.0.1]", "host: 0.0.0.0"],
  ["without the permission", "host: 0.0.0.0\nallowInsecure: true", "host: 0.0.0.0"],
  ["with another host that needs a restart", "host: 0.0.0.0\ntrustedProxies: [10.0.0.1]", "host: 127.0.0.1"],
])("what would not start is not reloaded: %s", async (_how, first, next) => {
  const { world, reloader } = rig(first);
  world.file = `${next}\ndefaultModel: rehearsal/b`;
  await reloader.reload();
  expect(world.applied).toEqual([]);
  expect(world.said.at(-1)).toContain("error: the settings were not reloaded. Other machines reach 0.0.0.0");
  world.file = `${first}\ndefaultModel: rehearsal/b`;
  await reloader.reload();
  expect(world.applied).toHaveLength(1);
});

test("other settings are put into force, once", async () => {
  const { world, reloader } = rig(plain);
  world.file = "defaultModel: rehearsal/b";
  await reloader.reload();
  await reloader.reload();
  expect(world.applied.map(({ defaultModel }) => defaultModel)).toEqual(["rehearsal/b"]);
  expect(world.said).toEqual(["info: the settings were reloaded", "info: the settings are as they were"]);
  expect(reloader.settings.defaultModel).toBe("rehearsal/b");
});

test("another key is another setting, although keys are shown nowhere", async () => {
  const provider = (key: string) =>
    `providers: { up: { type: openai-compatible, preset: openai, apiKey: ${key} } }`;
  const { world, reloader } = rig(provider("one"));
  world.file = provider("two");
  await reloader.reload();
  expect(world.applied).toHaveLength(1);
  expect(JSON.stringify(world.said)).not.toMatch(/one|two/);
});

test("settings with a fault change nothing, and the log says where it is", async () => {
  const { world, reloader } = rig(plain);
  world.file = "models:\n  chat: { targets: [{ provider: opnai, model: m }] }\nprot: 1";
  await reloader.reload();
  expect(world.applied).toEqual([]);
  expect(world.said).toHaveLength(1);
  expect(world.said[0]).toMatch(/^error: the settings were not reloaded\. The settings have 2 faults\./);
  expect(world.said[0]).toMatch(/parley\.yaml, line 2, column \d+, models\.chat\.targets\[0\]\.provider:/);
  expect(world.said[0]).toMatch(/Did you mean "port"\?/);
});

test("a file that is gone changes nothing", async () => {
  const { world, reloader } = rig(plain);
  world.file = undefined;
  await reloader.reload();
  expect(world.applied).toEqual([]);
  expect(world.said).toEqual([expect.stringMatching(/^error: .*\/srv\/parley\.yaml is gone\. Put it back/)]);
});

test("a file that was not there and comes is read", async () => {
  const { world, reloader } = rig(undefined);
  world.file = "defaultModel: rehearsal/a";
  await reloader.reload();
  expect(world.applied.at(-1)?.defaultModel).toBe("rehearsal/a");
});

describe("what a running server cannot change", () => {
  test("stays as it was, and the log says so, while the rest is put into force", async () => {
    const { world, reloader } = rig("port: 1\nhost: 0.0.0.0\ndata: ./one");
    world.file =
      "port: 2\nhost: 127.0.0.1\ndata: ./two\nworkers: 3\ndurability: power\ndefaultModel: rehearsal/a\nlimits: { headerBytes: 2KiB, bodyBytes: 2KiB }";
    await reloader.reload();
    const [now] = world.applied;
    expect(now).toMatchObject({
      port: 1,
      host: "0.0.0.0",
      data: "/srv/one",
      workers: 1,
      durability: "process",
    });
    expect(now).toMatchObject({
      defaultModel: "rehearsal/a",
      limits: { headerBytes: 16_384, bodyBytes: 2_048 },
    });
    expect(world.said[0]).toBe(
      "warn: these settings stay as they were until a restart: host, port, data, durability, workers, limits.headerBytes",
    );
  });

  test("decides what follows from it: metrics are not opened by a host that is only written", async () => {
    const { world, reloader } = rig("host: 0.0.0.0");
    world.file = "host: 127.0.0.1\ndefaultModel: rehearsal/a";
    await reloader.reload();
    expect(world.applied[0]?.metrics.access).toBe("key");
  });

  test("a secret that comes is left out, and one that goes stays", async () => {
    const secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const without = rig(plain);
    without.world.file = `secret: ${secret}\ndefaultModel: rehearsal/a`;
    await without.reloader.reload();
    expect(without.world.applied[0]).not.toHaveProperty("secret");
    const has = rig(`secret: ${secret}`);
    has.world.file = "defaultModel: rehearsal/a";
    await has.reloader.reload();
    expect(has.world.applied[0]?.secret).toBeInstanceOf(Secret);
    expect(has.world.said.join(" ")).not.toContain(secret);
  });

  test("is no change by itself", async () => {
    const { world, reloader } = rig("port: 1");
    world.file = "port: 2";
    await reloader.reload();
    expect(world.applied).toEqual([]);
  });
});

test("sound settings that cannot be put into force now are tried again", async () => {
  const { world, reloader } = rig(plain);
  world.refuse = new Error("the database is away");
  world.file = "defaultModel: rehearsal/a";
  await reloader.reload();
  expect(reloader.settings.defaultModel).toBe("rehearsal");
  world.refuse = undefined;
  await world.pass();
  expect(world.applied).toHaveLength(1);
});

test("who is asked again while it reads reads once more, and not more often", async () => {
  const { world, reloader } = rig(plain);
  world.file = "defaultModel: rehearsal/a";
  const first = reloader.reload();
  world.file = "defaultModel: rehearsal/c";
  await Promise.all([first, reloader.reload(), reloader.reload()]);
  expect(world.applied.at(-1)?.defaultModel).toBe("rehearsal/c");
  expect(world.said.length).toBeLessThanOrEqual(2);
});

test("nothing is read after the end", async () => {
  const { world, reloader } = rig(plain);
  await reloader.close();
  world.file = "defaultModel: rehearsal/a";
  await reloader.reload();
  expect(world.applied).toEqual([]);
});

test("a fault that is none of the settings' own is told, too", async () => {
  const said: string[] = [];
  const log = (_details: object, message: string): void => void said.push(message);
  const reloader = new Reloader({
    settings: load(undefined),
    read: () => Promise.reject(new Error("EMFILE")),
    apply: () => Promise.resolve(),
    log: { info: log, warn: log, error: log },
    later: () => () => undefined,
  });
  await reloader.reload();
  expect(said).toEqual(["the settings were not reloaded: they could not be read"]);
  expect(new SettingsError([]).faults).toEqual([]);
});
