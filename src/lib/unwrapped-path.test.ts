import { expect, test } from "vitest";
import { unwrappedPath } from "./unwrapped-path.ts";

test.each([
  ["response_format.json_schema.schema", "format.schema"],
  ["tools[3].function.parameters.type", "tools[3].parameters.type"],
  ["tools[0].custom.name", "tools[0].name"],
  ["response_format.json_schema", undefined],
  ["tools[0].function", undefined],
  ["tool_choice.function.name", undefined],
  ["messages[0].tools[0].function.name", undefined],
])("%s stands at %s", (path, own) => expect(unwrappedPath(path, "format")).toBe(own));
