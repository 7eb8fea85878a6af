import type { CacheMark } from "./item.ts";

/** A JSON Schema, as the caller sent it. */
export type JsonSchema = { readonly [keyword: string]: unknown } | boolean;

export interface FunctionTool {
  readonly type: "function";
  readonly name: string;
  readonly description?: string;
  readonly parameters?: JsonSchema;
  readonly strict?: boolean;
  readonly cache?: CacheMark;
}

/** What the free text of a tool must be like: a grammar in one of two notations. */
export interface TextGrammar {
  /** `lark` or `regex`. */
  readonly syntax: string;
  readonly definition: string;
}

/** A tool that takes free text instead of JSON. */
export interface CustomTool {
  readonly type: "custom";
  readonly name: string;
  readonly description?: string;
  /** Absent: any text. */
  readonly grammar?: TextGrammar;
}

export type Tool = FunctionTool | CustomTool;

/** Which tools the model may or must call. */
export type ToolChoice =
  | { readonly type: "none" }
  | { readonly type: "auto" }
  | { readonly type: "required" }
  | { readonly type: "named"; readonly name: string }
  | { readonly type: "allowed"; readonly mode: "auto" | "required"; readonly names: readonly string[] };

/** The shape in which the model must answer. */
export type AnswerFormat =
  | { readonly type: "text" }
  | { readonly type: "json_object" }
  | {
      readonly type: "json_schema";
      readonly name: string;
      readonly schema: JsonSchema;
      readonly strict: boolean;
      readonly description?: string;
    };
