import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anthropicDialect } from "../../dialects/anthropic/dialect.ts";
import { bedrockDialect } from "../../dialects/bedrock/dialect.ts";
import { geminiDialect } from "../../dialects/gemini/dialect.ts";
import { ollamaDialect } from "../../dialects/ollama/dialect.ts";
import { openAiDialect } from "../../dialects/openai/dialect.ts";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import { judge } from "../../engine/parameters.ts";
import { parseExact } from "../../lib/exact-json.ts";
import { messagesParameters } from "../../providers/anthropic/parameters.ts";
import { messagesBody } from "../../providers/anthropic/request.ts";
import { parameters as bedrockParameters } from "../../providers/bedrock/parameters.ts";
import { converseBody } from "../../providers/bedrock/request.ts";
import { geminiParameters } from "../../providers/gemini/parameters.ts";
import { generateBody } from "../../providers/gemini/request.ts";
import { parameters as ollamaParameters } from "../../providers/ollama/parameters.ts";
import { generateRequest } from "../../providers/ollama/request.ts";
import { parameters as chatParameters } from "../../providers/openai-compatible/parameters.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { chatBody } from "../../providers/openai-compatible/request.ts";
import { parameters as responsesParameters } from "../../providers/openai-responses/parameters.ts";
import { responsesBody } from "../../providers/openai-responses/request.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { Dialect } from "../../spec/dialect.ts";
import type { ParameterName, ParameterTable } from "../../spec/parameters.ts";
import type { Attempt } from "../../spec/provider.ts";
import { messagesRequest } from "./messages-requests.fixture.ts";
import { gistOf, wishesOf } from "./task-gist.fixture.ts";

interface Way {
  readonly dialect: Dialect;
  readonly path: string;
  readonly table: ParameterTable;
  readonly body: (attempt: Attempt<GenerateTask>) => Buffer;
}

const ways: Readonly<Record<string, Way>> = {
  "openai-compatible": {
    dialect: openAiDialect,
    path: "/v1/chat/completions",
    table: chatParameters,
    body: (attempt) => chatBody(attempt, presets.openai),
  },
  anthropic: {
    dialect: anthropicDialect,
    path: "/v1/messages",
    table: messagesParameters,
    body: messagesBody,
  },
  bedrock: {
    dialect: bedrockDialect,
    path: "/model/m/converse-stream",
    table: bedrockParameters,
    body: converseBody,
  },
  gemini: {
    dialect: geminiDialect,
    path: "/v1beta/models/m:streamGenerateContent",
    table: geminiParameters,
    body: generateBody,
  },
  ollama: {
    dialect: ollamaDialect,
    path: "/api/chat",
    table: ollamaParameters,
    body: (attempt) => generateRequest(attempt).body,
  },
  "openai-responses": {
    dialect: openAiResponsesDialect,
    path: "/v1/responses",
    table: responsesParameters,
    body: responsesBody,
  },
};

function read(dialect: Dialect, path: string, body: unknown): GenerateTask {
  const asked = dialect.read({ method: "POST", path, query: { alt: "sse" }, headers: {}, body });
  if (asked?.kind !== "answer" || asked.task.kind !== "generate") throw new TypeError("no answer asked for");
  return asked.task;
}

/** Whether the provider's table lets the task through: what it refuses, the caller is told. */
function isWithin(table: ParameterTable, task: GenerateTask): boolean {
  try {
    judge(task, table);
    return true;
  } catch {
    return false;
  }
}

/** What the table does not pass over with a warning. */
function heeded(table: ParameterTable, task: GenerateTask): object {
  const wishes = Object.entries(wishesOf(task)) as [ParameterName, unknown][];
  return Object.fromEntries(wishes.filter(([name]) => table[name].how !== "ignored"));
}

describe.each(Object.entries(ways))(
  "from Anthropic's protocol to %s",
  (_, { dialect, path, table, body }) => {
    test("every request within its abilities arrives as it was meant", () => {
      let arrived = 0;
      fc.assert(
        fc.property(messagesRequest, (request) => {
          const task = read(anthropicDialect, "/v1/messages", request);
          fc.pre(isWithin(table, task));
          const { signal } = new AbortController();
          const sent = body({ callId: "req_1", model: "m", task, stream: true, signal });
          const there = read(dialect, path, parseExact(sent.toString("utf8")));
          expect(gistOf(there.items)).toEqual(gistOf(task.items));
          expect(heeded(table, there)).toEqual(heeded(table, task));
          arrived++;
        }),
        { numRuns: 150, maxSkipsPerRun: 100 },
      );
      expect(arrived).toBeGreaterThan(100);
    });
  },
);
