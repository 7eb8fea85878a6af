import type { WholeRequest } from "../../api/requests.ts";
import type { Picture } from "../../api/responses.ts";
import { noSettings, type PlaySettings } from "./settings.ts";
import { emptyStart, type Start } from "./start.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * A call of before, as the playground would make it again: the last thing that was said stands in the box, what was
 * before it stands before it. Nothing where what was asked is not kept, was cut, or is no talk.
 */
export function replayOf({
  endpoint,
  content,
}: Pick<WholeRequest, "endpoint" | "content">): Start | undefined {
  const body = read(content?.request ?? "");
  if (body === undefined) return undefined;
  if (endpoint === "/v1/responses") return ofResponses(body);
  if (endpoint === "/v1/chat/completions") return ofMessages(body);
  if (endpoint === "/v1/messages") return ofMessages(body, text(body["system"]));
  if (endpoint === "/v1/chat") return { ...emptyStart, ...common(body), question: text(body["prompt"]) };
  return undefined;
}

function read(json: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function ofResponses(body: Body): Start {
  const { input, previous_response_id: previous, text: form, reasoning } = body;
  const items = typeof input === "string" ? [{ role: "user", content: input }] : objects(input);
  const format = isObject(form) && isObject(form["format"]) ? form["format"] : {};
  const start = withLast(items);
  return {
    ...start,
    ...common(body),
    settings: {
      ...common(body).settings,
      effort: isObject(reasoning) ? text(reasoning["effort"]) : "",
      verbosity: isObject(form) ? text(form["verbosity"]) : "",
      schema: json(format["schema"]),
    },
    ...(typeof previous === "string" && { previousResponseId: previous }),
  };
}

/** Chat Completions and Messages: their parts have other names, and mean the same. */
function ofMessages(body: Body, system = ""): Start {
  const messages = objects(body["messages"]).flatMap(itemsOf);
  const { settings, ...rest } = common(body);
  const format = isObject(body["response_format"]) ? body["response_format"] : {};
  const schema = isObject(format["json_schema"]) ? format["json_schema"]["schema"] : undefined;
  const effort = text(body["reasoning_effort"]);
  const instructions = settings.instructions === "" ? system : settings.instructions;
  return {
    ...withLast(messages),
    ...rest,
    settings: { ...settings, effort, instructions, schema: json(schema) },
  };
}

function common(body: Body): Pick<Start, "model" | "settings"> {
  const { model, max_output_tokens, max_completion_tokens, max_tokens, tool_choice: choice } = body;
  const settings: PlaySettings = {
    ...noSettings,
    instructions: text(body["instructions"]),
    temperature: text(body["temperature"]),
    topP: text(body["top_p"]),
    maxTokens: text(max_output_tokens ?? max_completion_tokens ?? max_tokens),
    toolChoice: typeof choice === "string" && ["auto", "none", "required"].includes(choice) ? choice : "",
    tools: json(tools(body["tools"])),
  };
  return { settings, ...(typeof model === "string" && { model }) };
}

/** The last message goes into the box where it is the user's; all others stay before it. */
function withLast(items: readonly Body[]): Start {
  const last = items.at(-1);
  if (last?.["role"] !== "user") return { ...emptyStart, before: items };
  const parts = typeof last["content"] === "string" ? [{ text: last["content"] }] : objects(last["content"]);
  const addresses = parts.map(({ image_url: url }) => url).filter((url) => typeof url === "string");
  const pictures: Picture[] = addresses.map((address, place) => ({ name: String(place + 1), address }));
  const question = parts
    .flatMap((part) => (typeof part["text"] === "string" ? [part["text"]] : []))
    .join("\n\n");
  return { ...emptyStart, question, pictures, before: items.slice(0, -1) };
}

/** A message of Chat Completions or Messages as items of Responses: what was said, and tools that were called. */
function itemsOf(message: Body): readonly Body[] {
  const { role, content, tool_calls: calls, tool_call_id: callId } = message;
  if (role === "tool") return [{ type: "function_call_output", call_id: callId, output: text(content) }];
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : objects(content);
  const said = parts.flatMap((part) => partOf(part, role));
  const outputs = parts.flatMap((part) => toolPartOf(part));
  const called = objects(calls).flatMap(({ id, function: named }) =>
    isObject(named)
      ? [{ type: "function_call", call_id: id, name: named["name"], arguments: text(named["arguments"]) }]
      : [],
  );
  const spoken = said.length === 0 ? [] : [{ type: "message", role, content: said }];
  return role === "user" ? [...outputs, ...spoken] : [...spoken, ...outputs, ...called];
}

function partOf(part: Body, role: unknown): readonly Body[] {
  const { image_url: image, source } = part;
  if (typeof part["text"] === "string")
    return [{ type: role === "assistant" ? "output_text" : "input_text", text: part["text"] }];
  if (isObject(image) && typeof image["url"] === "string")
    return [{ type: "input_image", image_url: image["url"] }];
  if (isObject(source) && source["type"] === "base64") {
    const address = `data:${text(source["media_type"])};base64,${text(source["data"])}`;
    return [{ type: "input_image", image_url: address }];
  }
  return [];
}

function toolPartOf({ type, id, name, input, tool_use_id: callId, content }: Body): readonly Body[] {
  if (type === "tool_use")
    return [{ type: "function_call", call_id: id, name, arguments: JSON.stringify(input) }];
  if (type !== "tool_result") return [];
  const output =
    typeof content === "string"
      ? content
      : objects(content)
          .map((part) => text(part["text"]))
          .join("\n");
  return [{ type: "function_call_output", call_id: callId, output }];
}

/** Functions as Responses name them: Chat Completions have them one level deeper, Messages have `input_schema`. */
function tools(list: unknown): readonly Body[] | undefined {
  const named = objects(list).map((tool) => {
    const { function: inner, input_schema: schema } = tool;
    if (isObject(inner)) return { type: "function", ...inner };
    const { name, description } = tool;
    return schema === undefined ? tool : { type: "function", name, description, parameters: schema };
  });
  return named.length === 0 ? undefined : named;
}

function json(value: unknown): string {
  return value === undefined || value === null ? "" : JSON.stringify(value, undefined, 2);
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return objects(value)
    .flatMap((part) => (typeof part["text"] === "string" ? [part["text"]] : []))
    .join("\n\n");
}

function objects(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
