import { z } from "zod";
import type { UpstreamKind } from "./upstream-kinds.ts";
import { anomaliesSchema, requestLogSchema } from "./activity-schema.ts";
import { baseUrl, origin } from "./addresses.ts";
import { accountsSchema, ssoSchema } from "./accounts-schema.ts";
import { auditSchema } from "./audit-schema.ts";
import { database, secret } from "./data-leaves.ts";
import { editingSchema } from "./editing-schema.ts";
import { mapping, section } from "./leaf.ts";
import {
  apiKey,
  byteSize,
  choice,
  dollars,
  duration,
  flag,
  folder,
  headerValue,
  host,
  integer,
  integerOr,
  text,
} from "./leaves.ts";
import { headerName, localModelName, modelName, pricedName, providerName } from "./names.ts";
import { attempts, contextTokens, endpoints, highestPrice, memoryPolicies, model } from "./model-schema.ts";
import { presetNames } from "./presets.ts";
import { tokensSchema } from "./tokens-schema.ts";
import { tlsSchema, trustedProxiesSchema } from "./transport-schema.ts";
import { upstreamKinds } from "./upstream-kinds.ts";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** The settings that an environment variable can override; their defaults are in `settingsSchema`. */
export const overridable = {
  port: integer(0, 65_535),
  host,
  data: folder,
  logLevel: choice(logLevels),
  workers: integerOr(1, 64, "auto"),
  database,
  secret,
  allowInsecure: flag,
} as const;

/** What every provider behind HTTP has. */
const upstreamMembers = {
  apiKey: apiKey
    .optional()
    .describe(
      "The key, or stored: it is set with parley providers set-key, and kept encrypted in the database. Without this, the provider's own environment variable is used, such as GROQ_API_KEY.",
    ),
  headers: mapping(
    "Headers to send in addition. Their values are treated as secrets.",
    headerName,
    headerValue,
  ),
  timeouts: section("How long to wait for this provider.", {
    connect: duration("1ms", "24h").prefault("10s").describe("Until the connection stands, TLS included."),
    firstByte: duration("1ms", "24h")
      .prefault("2m")
      .describe("From the request to the first byte of the answer."),
    idle: duration("1ms", "24h").prefault("1m").describe("Between two pieces of the answer."),
    total: duration("1ms", "24h").prefault("1h").describe("For the whole answer."),
  }),
  jsonSchema: choice(["trust", "refuse", "repair"])
    .optional()
    .describe(
      "What is done about answers that must match a JSON schema: trust hands them on, refuse checks them, repair asks the model once more before it refuses. By default trust where the provider sees to it itself, else repair.",
    ),
  onDisconnect: choice(["cancel", "drain"])
    .optional()
    .describe(
      "What becomes of an answer whose caller leaves: cancel ends it at once, drain reads it to its end, so that its usage is known exactly. By default cancel.",
    ),
  models: z
    .array(text("a model's name"))
    .prefault([])
    .describe("Models to list; without any, the provider is asked for its own list."),
  contextTokens: contextTokens
    .optional()
    .describe("How many tokens the listed models can hold, input and output together."),
  endpoints,
};

/** Of the kinds whose requests are signed. */
const signedMembers = {
  region: z
    .string({ error: "a region, such as eu-central-1" })
    .regex(/^[a-z0-9-]{1,40}$/, { error: "a region, such as eu-central-1" })
    .optional()
    .describe("Amazon's region. By default what AWS_REGION says."),
  accessKeyId: text("an access key's id")
    .optional()
    .describe("The access key's id. By default what AWS_ACCESS_KEY_ID says."),
  secretAccessKey: apiKey
    .optional()
    .describe("The access key's secret. By default what AWS_SECRET_ACCESS_KEY says."),
  sessionToken: apiKey
    .optional()
    .describe("Of temporary credentials. By default what AWS_SESSION_TOKEN says."),
};

/** The settings of a kind of upstream; `type` names the kind. */
function upstreamSchema(kind: UpstreamKind) {
  const address = kind.baseUrl === undefined ? "" : ` By default ${kind.baseUrl}.`;
  return z.strictObject({
    type: z.literal(kind.type).describe(kind.summary),
    baseUrl: baseUrl.optional().describe(`The address up to the version.${address}`),
    ...upstreamMembers,
    ...(kind.signed === true ? signedMembers : {}),
  });
}

const openAiCompatible = z.strictObject({
  type: z.literal("openai-compatible").describe("Any server that speaks the OpenAI protocol."),
  preset: choice(presetNames)
    .optional()
    .describe(
      "A known server: gives `baseUrl` and the server's habits. Known public services are recognised without it.",
    ),
  baseUrl: baseUrl
    .optional()
    .describe(
      "The address up to the version, such as https://api.openai.com/v1. Needed unless the preset has one.",
    ),
  ...upstreamMembers,
  lookup: z
    .string({ error: "a path such as /requests/{id}" })
    .regex(/^\/[\x21-\x7e]*\{id\}[\x21-\x7e]*$/, { error: "a path with {id} in it, such as /requests/{id}" })
    .max(500)
    .optional()
    .describe(
      "Where the provider tells what a request used, after its base address; {id} is the x-client-request-id that Parley sent. By default it is not asked.",
    ),
  apiVersion: z
    .string({ error: "a version of Azure's API, such as 2024-10-21" })
    .regex(/^\d{4}-\d{2}-\d{2}(?:-preview)?$/, { error: "a version of Azure's API, such as 2024-10-21" })
    .optional()
    .describe(
      "Azure's older addresses, where each model is a deployment: `baseUrl` then ends with /openai. Without this, it ends with /openai/v1.",
    ),
});

const rehearsal = z.strictObject({
  type: z.literal("rehearsal").describe("Parley's own scripted model: no key, no network."),
  tokensPerSecond: integer(1, 1_000_000)
    .optional()
    .describe("Pace of its streams. As fast as it can by default."),
});

const localModel = z.strictObject({
  contextTokens: contextTokens.optional().describe("As the provider's `contextTokens`, for this model."),
  parallel: integer(1, 64).optional().describe("As the provider's `parallel`, for this model."),
  threads: integer(1, 512).optional().describe("As the provider's `threads`, for this model."),
  gpuLayers: integer(0, 10_000)
    .optional()
    .describe(
      "How many of the model's layers lie on the GPU, where there is one. By default as many as fit.",
    ),
});

export const llamaSchema = z.strictObject({
  type: z.literal("llama").describe("Open models on this machine: the GGUF files of a folder."),
  folder: folder
    .optional()
    .describe(
      "The folder with the model files, relative to this file. By default `models` in the data folder.",
    ),
  memory: byteSize("64MiB", "16384GiB")
    .optional()
    .describe("What all loaded models may take together. By default three quarters of the machine's memory."),
  idle: duration("1s", "720h").prefault("10m").describe("How long a model stays loaded without a call."),
  parallel: integer(1, 64).prefault(4).describe("How many answers of a model are written at the same time."),
  queue: integer(0, 10_000)
    .prefault(64)
    .describe("How many answers may wait for a model beyond those. More calls are refused with 503."),
  threads: integer(1, 512)
    .optional()
    .describe("Processor threads of a model. By default one less than the machine has cores."),
  gpu: choice(["auto", "off"])
    .prefault("auto")
    .describe("Whether a GPU is used where node-llama-cpp finds one that it can use."),
  contextTokens: contextTokens
    .optional()
    .describe(
      "How many tokens an answer and its conversation can have. By default what the model is made for, at most 8192, and fewer where memory is short.",
    ),
  models: mapping(
    "What is different for single models, by their names without the provider's.",
    localModelName,
    localModel,
  ),
});

const price = z.strictObject({
  input: dollars(highestPrice).optional().describe("US dollars for a million tokens of input."),
  cached: dollars(highestPrice)
    .optional()
    .describe("US dollars for a million tokens of input that were read from the prompt cache."),
  cacheWrite: dollars(highestPrice)
    .optional()
    .describe("US dollars for a million tokens of input that were written to the prompt cache."),
  output: dollars(highestPrice)
    .optional()
    .describe("US dollars for a million tokens of output, reasoning included."),
  image: dollars(highestPrice).optional().describe("US dollars for one image."),
});

/** The settings file. Unknown names are errors. */
export const settingsSchema = z
  .strictObject({
    port: overridable.port
      .prefault(4242)
      .describe("Port to listen on; 0 takes any free one. PARLEY_PORT overrides it."),
    host: overridable.host
      .prefault("127.0.0.1")
      .describe("Address to listen on; 0.0.0.0 or :: for all. PARLEY_HOST overrides it."),
    tls: tlsSchema,
    trustedProxies: trustedProxiesSchema,
    allowInsecure: overridable.allowInsecure
      .prefault(false)
      .describe(
        "`true`: start also where other machines reach Parley without TLS. Keys then travel in clear text. PARLEY_ALLOW_INSECURE overrides it.",
      ),
    data: overridable.data
      .prefault("./parley-data")
      .describe("Folder for everything that Parley keeps, relative to this file. PARLEY_DATA overrides it."),
    database: overridable.database
      .prefault("sqlite")
      .describe(
        "Where the books are kept: sqlite for a file in the data folder, or the address of a PostgreSQL database that several machines share. PARLEY_DATABASE overrides it.",
      ),
    durability: choice(["process", "power"])
      .prefault("process")
      .describe(
        "What acknowledged rows survive in SQLite: the end of the process, or a power cut as well, for which every commit waits for the disk. PostgreSQL always does.",
      ),
    secret: overridable.secret
      .optional()
      .describe(
        "What keys are hashed under, instead of the file secret.key in the data folder: 32 bytes or more in base64. All processes on one database need the same. PARLEY_SECRET overrides it.",
      ),
    workers: overridable.workers
      .prefault(1)
      .describe(
        "How many processes answer calls, 1 to 64, or auto: one for each core. PARLEY_WORKERS overrides it.",
      ),
    providers: mapping(
      "Ways out to models, each under a name of your choice.",
      providerName,
      z.discriminatedUnion("type", [
        openAiCompatible,
        ...upstreamKinds.map(upstreamSchema),
        llamaSchema,
        rehearsal,
      ]),
    ),
    models: mapping('Names that callers can ask for. "*" stands for every other name.', modelName, model),
    retries: section("What happens to a call whose target fails before its answer has begun.", {
      attempts: attempts
        .prefault(2)
        .describe(
          "How often it is tried again at most, 0 to 10. Each further target of its model may be tried once in any case.",
        ),
      unknownOutcome: flag
        .prefault(false)
        .describe(
          "`true`: also when the provider got the whole request and nobody knows what it made of it. It may then work, and ask for money, twice.",
        ),
    }),
    defaultModel: text("a model's name")
      .optional()
      .describe(
        "What POST /v1/chat uses when the caller names no model: a name from `models`, or provider/model.",
      ),
    prices: mapping(
      'What models cost, by "provider/model"; "provider/*" stands for its other models. Wins over the table that comes with Parley.',
      pricedName,
      price,
    ),
    conversations: section("Conversations that Parley keeps.", {
      memory: choice(memoryPolicies)
        .prefault("recall")
        .describe(
          "How a conversation that is longer than its context is cut: recall adds the older turns that matter, summarize puts a running summary before the newest turns, truncate_oldest sends the newest alone, error refuses the call.",
        ),
      contextTokens: contextTokens
        .optional()
        .describe(
          "How many tokens of a conversation, its instructions and the input are sent to the model at most. By default what the model holds, less the bound of its answer; 32000 where that is not known.",
        ),
      summaryModel: text("a model's name")
        .optional()
        .describe("The model that makes summaries. By default the one that the conversation is held with."),
      embeddingsModel: text("a model's name")
        .optional()
        .describe(
          "The embeddings model by whose vectors older turns are found, beside their words. What is said in conversations that are about to be longer than their context is sent to it. By default none.",
        ),
      keepPartial: flag
        .prefault(false)
        .describe(
          "Whether a turn that fails or is stopped is kept as far as it came, marked incomplete. Otherwise the conversation stays as it was.",
        ),
      responsesExpireAfter: duration("1m", "87600h")
        .prefault("720h")
        .describe("How long a stored response can be read and continued."),
    }),
    limits: section("Bounds of a request. What is larger is refused.", {
      bodyBytes: byteSize("1KiB", "1GiB").prefault("4MiB").describe("Size of the body."),
      mediaBytes: byteSize("1KiB", "1GiB")
        .prefault("32MiB")
        .describe("Size of the body where sounds or pictures are sent as a form."),
      headerBytes: byteSize("1KiB", "1MiB").prefault("16KiB").describe("Size of all headers together."),
      jsonDepth: integer(1, 1_000).prefault(64).describe("How deeply the JSON may be nested."),
      jsonValues: integer(1, 10_000_000).prefault(200_000).describe("How many values the JSON may have."),
    }),
    cors: section("Web pages that may call Parley from a browser.", {
      origins: z
        .array(origin)
        .prefault([])
        .describe('Their origins, such as https://app.example, or "*" for all.'),
    }),
    idempotency: section("Requests with an `Idempotency-Key`.", {
      expiresAfter: duration("1m", "720h")
        .prefault("24h")
        .describe("How long a key and its answer are kept, from the request on."),
    }),
    tokens: tokensSchema,
    accounts: accountsSchema,
    sso: ssoSchema,
    audit: auditSchema,
    editing: editingSchema,
    overload: section("What happens when more is asked than can be served.", {
      calls: integer(1, 1_000_000)
        .prefault(10_000)
        .describe(
          "How many calls a process answers at the same time. It takes fewer while it cannot keep up.",
        ),
      queue: integer(0, 100_000)
        .prefault(100)
        .describe("How many calls may wait for a place beyond those. More are refused with 503."),
      wait: duration("0s", "1m")
        .prefault("100ms")
        .describe("How long a call may wait for a place; a few milliseconds where many have to."),
      turn: duration("1ms", "1s")
        .prefault("50ms")
        .describe("How much work a turn of the event loop may be before fewer calls are taken."),
      heapPercent: integer(10, 95)
        .prefault(75)
        .describe(
          "How full the JavaScript heap may be before no more calls are taken, in percent of its limit.",
        ),
    }),
    metrics: section("The page /metrics.", {
      access: choice(["open", "key"])
        .optional()
        .describe(
          "Who may read it: everybody, or holders of a key. By default open on a loopback host, otherwise key.",
        ),
    }),
    log: section("The log.", {
      level: overridable.logLevel
        .prefault("info")
        .describe("The least that is logged. PARLEY_LOG_LEVEL overrides it."),
      requests: requestLogSchema,
    }),
    anomalies: anomaliesSchema,
    shutdown: section("The end of the process.", {
      grace: duration("0s", "1h")
        .prefault("30s")
        .describe("How long answers that have begun may go on after the signal to stop."),
    }),
  })
  .describe("Settings of Parley: parley.yaml.");

/** The settings as people write them: the file's content, or what a program hands over. */
export type SettingsInput = z.input<typeof settingsSchema>;

/** The same, checked, with defaults filled in. */
export type CheckedInput = z.output<typeof settingsSchema>;
