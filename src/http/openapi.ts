import { z } from "zod";
import { sessionCookieName } from "./cookies.ts";
import type { Route } from "./route.ts";
import { scopeOf } from "./scopes.ts";

type Json = Record<string, unknown>;

const problem = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

const idempotencyKey: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "A key of your choice that makes it safe to repeat the request: the same key and the same body give the same answer, and one call. Another body with the same key is refused with 422. A repeat joins a stream that is under way; while an answer without streaming is under way, it is refused with 409.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[ -~]+$" },
};

const region: Json = {
  name: "x-parley-region",
  in: "header",
  required: false,
  description:
    "The region in which the answer must be made: a label that the settings of this Parley use. Refused with 400 where none of the model's targets has it.",
  schema: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$" },
};

const retries: Json = {
  name: "x-parley-retries",
  in: "header",
  required: false,
  description:
    "How many attempts may follow the first one, at any of the model's targets, where one fails before its answer began. 0: none. By default as the settings say.",
  schema: { type: "integer", minimum: 0, maximum: 100 },
};

const timeout: Json = {
  name: "x-parley-timeout",
  in: "header",
  required: false,
  description:
    "How long the whole call may take, from the request to the end of the answer: a duration such as 30s, or milliseconds. Then it is ended with 504, or with an error event where the answer has begun.",
  schema: { type: "string", examples: ["30s", "30000"] },
};

const memory: Json = {
  name: "x-parley-memory",
  in: "header",
  required: false,
  description:
    "How the conversation that the call continues is cut where it is longer than its context: error, truncate_oldest, recall or summarize, a bound in tokens, or both. By default as the conversation, its project or the settings say.",
  schema: { type: "string", examples: ["recall", "recall; max_tokens=2000"] },
};

/** The route table as an OpenAPI 3.1 document. */
export function describeApi(routes: readonly Route[]): object {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    // Pages for people, and what they are drawn with, are no API.
    if (route.tag === "Console") continue;
    const path = route.path.replace(/:(\w+)/g, "{$1}").replace(/\*$/, "{id}");
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, path);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: "1",
      description:
        "OpenAI's protocol, served by yourself, and Anthropic's for messages. Every error of a protocol has the same shape.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer" },
        "x-api-key": { type: "apiKey", in: "header", name: "x-api-key" },
        session: { type: "apiKey", in: "cookie", name: sessionCookieName },
      },
      schemas: { Error: jsonSchema(problem) },
      responses: {
        Error: { description: "What is wrong.", content: json({ $ref: "#/components/schemas/Error" }) },
      },
    },
  };
}

function operation(route: Route, path: string): Json {
  const content: Json = {};
  if (route.response !== undefined) Object.assign(content, json(jsonSchema(route.response)));
  if (route.otherType !== undefined) content[route.otherType] = { schema: { type: "string" } };
  if (Object.keys(content).length === 0) Object.assign(content, json({ type: "object" }));
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inHead = route.idempotent === true ? [idempotencyKey, region, retries, timeout, memory] : [];
  const parameters = [...inPath, ...queryParameters(route), ...inHead];
  return {
    summary: route.summary,
    tags: [route.tag],
    operationId: operationId(route),
    security: security(route),
    ...needs(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.request !== undefined && {
      requestBody: { required: true, content: bodyOf(route, jsonSchema(route.request)) },
    }),
    responses: {
      200: { description: "The answer.", content },
      default:
        route.failure === undefined
          ? { $ref: "#/components/responses/Error" }
          : { description: "What is wrong.", content: json(jsonSchema(route.failure)) },
    },
  };
}

/** What a key must have for the route. */
function needs(route: Route): Json {
  const { access } = route;
  if (access === "open") return {};
  if (access === "account") return { description: "For people who have signed in." };
  const scope = `Needs the scope \`${scopeOf(route)}\``;
  return { description: access === "key" ? `${scope}.` : `${scope}, and a role with \`${access}\`.` };
}

function security({ access, keyHeader }: Route): readonly Json[] {
  if (access === "open") return [];
  if (access === "account") return [{ session: [] }];
  return [{ key: [] }, ...(keyHeader === undefined ? [] : [{ [keyHeader]: [] }]), { session: [] }];
}

function queryParameters({ query }: Route): readonly Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(query) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function operationId(route: Route): string {
  const words = route.path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "" && word !== "v1");
  const one = route.path.endsWith("*") ? ["one"] : [];
  return [route.method.toLowerCase(), ...words, ...one].join("_");
}

function bodyOf({ form }: Route, schema: Json): Json {
  return form === true ? { "application/x-www-form-urlencoded": { schema } } : json(schema);
}

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
