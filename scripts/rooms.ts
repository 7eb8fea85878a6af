/**
 * The room table of docs/house.md as data: who may import whom, and what each room may use from outside.
 * `scripts/check-house.ts` holds the code to it. Changing a row here means changing the page there.
 */
export interface Room {
  /** Folder below `src/`; `*` stands for one folder name: each wing is a room of its own. */
  readonly folder: string;
  /** Rooms that it may import besides itself. `providers/*` means any of the providers. */
  readonly mayImport: readonly string[];
  /** npm packages that it may use, each with the reason. */
  readonly packages: Readonly<Record<string, string>>;
  /** Node's own modules that it may use. */
  readonly node: readonly string[];
}

export const rooms: readonly Room[] = [
  // Bedrock: words only.
  { folder: "spec", mayImport: [], packages: {}, node: [] },

  // The workshop: small pure tools, and the one way out to other machines.
  {
    folder: "lib",
    mayImport: ["spec"],
    packages: {
      "eventsource-parser": "reads server-sent events where they must be parsed",
      "gpt-tokenizer": "counts tokens in a worker thread",
      "@eslint-community/regexpp": "reads the patterns of JSON Schemas",
      "@cfworker/json-schema": "checks models' answers against callers' schemas, in a worker thread",
      jsonrepair: "mends small slips in models' JSON",
      zod: "turns a schema's errors into paths",
    },
    node: [
      "buffer",
      "crypto",
      "events",
      "net",
      "perf_hooks",
      "stream",
      "string_decoder",
      "timers",
      "tls",
      "module",
      "url",
      "worker_threads",
      "zlib",
    ],
  },

  // The ground floor. Hashes and checksums are arithmetic; everything else of the machine comes in by argument.
  { folder: "engine", mayImport: ["spec", "lib"], packages: {}, node: ["buffer", "crypto", "timers"] },
  {
    folder: "admin",
    mayImport: ["spec", "lib"],
    packages: {
      zod: "input schemas",
      jose: "reads and signs tokens, loaded with the first",
      otpauth: "codes of authenticator apps, loaded with the first",
      "@simplewebauthn/server": "passkeys, loaded with the first",
      "openid-client": "single sign-on, loaded with the first person who comes",
    },
    node: ["buffer", "crypto", "zlib"],
  },

  // The wings. The one with local models has processes of its own, and the library that runs in them.
  {
    folder: "providers/llama",
    mayImport: ["spec", "lib"],
    packages: {
      "node-llama-cpp": "llama.cpp, loaded in the inference process alone",
      "@huggingface/jinja": "renders the chat templates of model files, in the inference process",
    },
    node: ["buffer", "child_process", "crypto", "fs", "os", "path", "timers", "url"],
  },
  {
    folder: "providers/bedrock",
    mayImport: ["spec", "lib"],
    packages: {
      "@smithy/eventstream-codec": "reads Amazon's binary event stream, loaded with the first request",
      "@smithy/signature-v4": "signs requests as Amazon's own clients do, loaded with the first request",
    },
    node: ["buffer", "crypto"],
  },
  {
    folder: "providers/*",
    mayImport: ["spec", "lib"],
    packages: {
      "eventsource-parser": "reads the upstream's events",
      "@eslint-community/regexpp": "the rehearsal provider writes texts that match a schema's pattern",
      zod: "reads the upstream's answers",
    },
    node: ["buffer", "crypto", "timers", "url"],
  },
  {
    folder: "stores/postgres",
    mayImport: ["spec", "lib"],
    packages: {
      kysely: "one typed query layer for every SQL database",
      pg: "the driver of PostgreSQL, loaded only for who has one",
    },
    node: ["buffer", "crypto", "timers", "url"],
  },
  {
    folder: "stores/*",
    mayImport: ["spec", "lib"],
    packages: { kysely: "one typed query layer for every SQL database" },
    node: ["buffer", "crypto", "fs", "path", "sqlite", "timers", "url"],
  },

  // Wire protocols as their servers speak them.
  {
    folder: "dialects/bedrock",
    mayImport: ["spec", "lib"],
    packages: {},
    // The frames of its streams have checksums, and Node's are in `zlib`.
    node: ["buffer", "zlib"],
  },
  {
    folder: "dialects/*",
    mayImport: ["spec", "lib"],
    packages: { zod: "request schemas" },
    node: ["buffer", "crypto"],
  },

  // The first floor: bytes in, bytes out.
  {
    folder: "http",
    mayImport: ["spec", "lib", "engine", "admin", "dialects/*"],
    packages: { "find-my-way": "finds the route of a request", zod: "request schemas" },
    node: ["buffer", "crypto", "events", "http", "https", "net", "stream", "timers", "url", "zlib"],
  },

  // The roof: the only room with a process.
  {
    folder: "server",
    mayImport: ["spec", "lib", "engine", "admin", "providers/*", "stores/*", "dialects/*", "http"],
    packages: {
      pino: "the log",
      "prom-client": "the metrics",
      yaml: "the settings file, with line numbers in its errors",
      zod: "the settings' schema",
    },
    node: [
      "buffer",
      "cluster",
      "crypto",
      "dns",
      "events",
      "fs",
      "http",
      "https",
      "module",
      "net",
      "os",
      "path",
      "perf_hooks",
      "process",
      "stream",
      "timers",
      "tls",
      "url",
      "util",
      "v8",
      "vm",
      "worker_threads",
      "zlib",
    ],
  },
  {
    folder: "cli",
    mayImport: ["spec", "lib", "admin", "server"],
    packages: { commander: "words of the command line; unknown options are errors" },
    node: [
      "buffer",
      "events",
      "fs",
      "os",
      "path",
      "process",
      "readline",
      "stream",
      "timers",
      "tty",
      "url",
      "util",
    ],
  },

  // The library's composition: the engine inside somebody else's process.
  {
    folder: "library",
    mayImport: ["spec", "lib", "engine", "admin", "server"],
    packages: { zod: "what a program asks, checked like a request" },
    node: ["crypto", "path", "timers"],
  },
];

/** `src/index.ts`, the library's door: named exports, one line each. */
export const door = { path: "src/index.ts", mayImport: ["library", "spec"] } as const;

/** Wings that may import one sibling because they are built on it. */
export const builtOn: Readonly<Record<string, string>> = {
  "stores/sqlite": "stores/sql",
  "stores/memory": "stores/sql",
  "stores/postgres": "stores/sql",
  "providers/openai-compatible": "providers/upstream",
  "providers/anthropic": "providers/upstream",
  "providers/bedrock": "providers/upstream",
  "providers/gemini": "providers/upstream",
  "providers/ollama": "providers/upstream",
  "providers/openai-responses": "providers/upstream",
};

/** Narrower than the table: these imports belong to the named files alone. */
export const onlyIn: readonly OnlyIn[] = [
  {
    what: /^src\/(providers|stores)\//,
    within: "server",
    files: [
      "src/server/load-makers.ts",
      "src/server/stores.ts",
      "src/server/settings/presets.ts",
      "src/server/settings/upstream-kinds.ts",
      "src/server/can-run-llama.ts",
      "src/server/find-demo-model.ts",
    ],
    reason:
      "src/server/load-makers.ts and stores.ts belong to the composition root, the only files that name providers and stores; the settings read the table of presets, and doctor tries whether local models can run, and the demo model is taken where their package is there",
  },
];

export interface OnlyIn {
  /** Matches the path of the imported file, or the name of the imported package. */
  readonly what: RegExp;
  /** The room in which the rule holds. */
  readonly within: string;
  readonly files: readonly string[];
  readonly reason: string;
}

/** Rooms that may read the program's name and version. */
export const mayReadPackageJson: readonly string[] = ["server", "cli", "library", "http"];

/**
 * Rooms that may touch the process: its environment, arguments, streams, signals and end.
 * The library only reads the defaults that its options do not give; the provider `llama` has a process of its own.
 */
export const hasProcess: readonly string[] = ["server", "cli", "library", "providers/llama"];

/** Single files that may use one more of Node's modules than their room. */
export const exceptions: readonly {
  readonly file: string;
  readonly module: string;
  readonly reason: string;
}[] = [
  {
    file: "src/http/node-http.ts",
    module: "node:module",
    reason: "takes Node's http by `require`, since `import` loads undici with it",
  },
  {
    file: "src/lib/tokenizer.ts",
    module: "node:module",
    reason: "hands its compile cache to the worker thread",
  },
  {
    file: "src/lib/tokenizer-worker.ts",
    module: "node:fs",
    reason: "reads the table of tokens of gpt-tokenizer",
  },
  {
    file: "src/server/audit/syslog-place.ts",
    module: "node:dgram",
    reason: "checkpoints of the audit log go to the operator's syslog, which takes datagrams",
  },
  {
    file: "src/server/audit/command-place.ts",
    module: "node:child_process",
    reason: "checkpoints of the audit log go to the operator's own program, without a shell",
  },
];

/** Source files written by a program; their size is nobody's fault. */
export const generatedFiles: readonly string[] = [];

/** Lines at which a file is reported, and at which the check fails. */
export const fileLines = { warning: 300, error: 500 } as const;

/** Tests, and what only tests import: free to import anything, and not to be imported by the program. */
export function isTestFile(path: string): boolean {
  if (!path.startsWith("src/")) return path.startsWith("test/") || path.endsWith(".test.ts");
  if (path === "src/http/admin/contract.ts") return false; // the console's types, not a contract suite
  return /(\.test|\.fixture|[/.]contract)\.ts$/.test(path);
}

/** The room of a source file, such as `engine` or `providers/rehearsal`; `undefined` outside of all rooms. */
export function roomOf(path: string): string | undefined {
  const [root, first, second, ...rest] = path.split("/");
  if (root !== "src" || first === undefined || second === undefined) return undefined;
  if (findRoom(first) !== undefined) return first;
  return rest.length > 0 && findRoom(`${first}/${second}`) !== undefined ? `${first}/${second}` : undefined;
}

/** The row of the table for a room's name. */
export function findRoom(name: string): Room | undefined {
  const wing = `${name.split("/")[0]}/*`;
  return rooms.find((room) => room.folder === name || (name.includes("/") && room.folder === wing));
}
