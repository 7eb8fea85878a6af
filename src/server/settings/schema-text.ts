import { settingsJsonSchema } from "./json-schema.ts";

/** As wide as the project's code. */
const width = 110;

/** The content of `parley.schema.json`, in the form that the formatter leaves alone. */
export function settingsSchemaText(): string {
  return `${written({ title: "Parley settings", ...settingsJsonSchema() }, 0, 0)}\n`;
}

/** JSON, two spaces a level; a list of plain values stays on its line when it fits there. */
function written(value: unknown, level: number, prefix: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = "  ".repeat(level + 1);
  const outer = "  ".repeat(level);
  if (!Array.isArray(value)) {
    const members = Object.entries(value).map(([name, each]) => {
      const start = `${inner}${JSON.stringify(name)}: `;
      return start + written(each, level + 1, start.length);
    });
    return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${outer}}`;
  }
  const items = value.map((item: unknown) => written(item, level + 1, inner.length));
  const line = `[${items.join(", ")}]`;
  const short = value.every((item) => typeof item !== "object") && prefix + line.length < width;
  return short ? line : `[\n${items.map((item) => inner + item).join(",\n")}\n${outer}]`;
}
