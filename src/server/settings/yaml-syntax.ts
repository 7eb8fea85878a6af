import type { ErrorCode } from "yaml";

/**
 * What is wrong with the file, by the parser's code. The parser's own messages are not shown: some quote the file,
 * and what they quote may be a key.
 */
const sentences: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: "This line is indented with a tab. Indent with spaces.",
  BAD_INDENT:
    "The indentation is wrong. Entries that belong together begin in the same column, and what { or [ opens must be closed.",
  MISSING_CHAR:
    "Something is missing here: the closing quote, bracket or brace, a comma, or the colon and the space after a name.",
  MULTILINE_IMPLICIT_KEY: "This is no `name: value`. Is the colon missing, or the space after it?",
  BLOCK_AS_IMPLICIT_KEY:
    "A line holds one `name: value`. If the value itself contains a colon and a space, put it into quotes.",
  BLOCK_IN_FLOW: "Inside { } and [ ] lists and mappings are written with { } and [ ], too.",
  BAD_SCALAR_START: "A value cannot begin with this character. Put the value into quotes.",
  BAD_DQ_ESCAPE:
    "In double quotes a backslash begins an escape, and this one is unknown. Use single quotes, or write the backslash twice.",
  UNEXPECTED_TOKEN: "This does not belong here. Is a quote, a comma or a line break missing before it?",
  BAD_DIRECTIVE: "Directives (lines that begin with %) are not supported. Remove the line.",
  TAG_RESOLVE_FAILED: "Tags (words that begin with !) are not supported. If it is text, put it into quotes.",
  BAD_COLLECTION_TYPE: "Tags (words that begin with !) are not supported. If it is text, put it into quotes.",
  ALIAS_PROPS: "An alias (*name) stands alone, without an anchor or a tag.",
  BAD_ALIAS: "This is no valid alias (*name). If it is text, put it into quotes.",
  KEY_OVER_1024_CHARS: "This name is too long. Is a quote missing?",
  RESOURCE_EXHAUSTION: "The file is nested too deeply.",
};

/** The sentence for a fault that the YAML parser found. */
export function syntaxSentence(code: ErrorCode): string {
  return sentences[code] ?? "This is not valid YAML.";
}

/**
 * `${NAME}` without quotes is a text in a block, but inside `{ … }` YAML takes its braces for a mapping. So the
 * braces, and what else has a meaning there, are exchanged for noncharacters (Unicode, chapter 23.7: for internal
 * use, never in a text) before parsing, and back afterwards in each value. Lengths, and so positions, stay.
 */
const special = "{}[],:#";
const firstMask = 0xfdd0;

export function hideVariables(source: string): string {
  return source.replaceAll(/\$\{[^{}"'\n]*\}/g, (variable) =>
    variable.replaceAll(/[{}[\],:#]/g, (character) =>
      String.fromCharCode(firstMask + special.indexOf(character)),
    ),
  );
}

export function showVariables(text: string): string {
  return text.replaceAll(/[\uFDD0-\uFDD6]/g, (mask) => special.charAt(mask.charCodeAt(0) - firstMask));
}
