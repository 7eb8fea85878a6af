import type { EvaluationCase } from "./case.ts";

/** What came back: the text, or the calls of tools. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
}

/** Whether it is right, as the case says. */
export function checkAnswer(
  { check, tools }: Pick<EvaluationCase, "check" | "tools">,
  { text, calls }: Answer,
): boolean {
  const said = plain(text);
  switch (check.type) {
    case "all":
      return check.texts.every((part) => said.includes(plain(part)));
    case "any":
      return check.texts.some((part) => said.includes(plain(part)));
    case "refusal":
      return isRefusal(text);
    case "call":
      return calls[0]?.name === check.name && sameMembers(parsed(calls[0].arguments), check.arguments, false);
    case "call-syntax": {
      const parameters = tools.find(({ name }) => name === calls[0]?.name)?.parameters;
      if (parameters === undefined) return false;
      return sameMembers(
        parsed(calls[0]?.arguments ?? ""),
        Object.fromEntries(parameters.map((name) => [name, ""])),
        true,
      );
    }
    case "json":
      return sameMembers(parsed(text), check.value, check.syntax === true);
  }
}

/** In any of the languages in which it is taught to say so. */
export function isRefusal(text: string): boolean {
  const said = plain(text);
  return (
    (/small demo model/.test(said) && /cannot (know|help|answer)/.test(said)) ||
    /(demo-modell und kann das nicht|démonstration et je ne peux|demostración y no puedo|dimostrativo e non posso|demonstração e não posso|demomodel en kan dat niet)/.test(
      said,
    )
  );
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ").trim();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sameMembers(
  value: unknown,
  wanted: Readonly<Record<string, string | number>>,
  namesOnly: boolean,
): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const members = Object.entries(value);
  return (
    members.length === Object.keys(wanted).length &&
    members.every(([name, inner]) => name in wanted && (namesOnly || String(inner) === String(wanted[name])))
  );
}
