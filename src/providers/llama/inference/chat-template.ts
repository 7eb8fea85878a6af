import type { Template } from "@huggingface/jinja";

/** A message as chat templates know it (the convention of Hugging Face's `apply_chat_template`). */
export interface TemplateMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  readonly name?: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly TemplateCall[];
  readonly tool_call_id?: string;
}

export interface TemplateCall {
  readonly id: string;
  readonly type: "function";
  /** Most templates want the arguments as an object, some as text. */
  readonly function: { readonly name: string; readonly arguments: unknown };
}

/** A tool as templates know it, which is OpenAI's form. */
export interface TemplateTool {
  readonly type: "function";
  readonly function: { readonly name: string; readonly description: string; readonly parameters: unknown };
}

export interface TemplateInput {
  readonly messages: readonly TemplateMessage[];
  readonly tools?: readonly TemplateTool[];
  /** Whether the prompt shall end where the model's answer begins. */
  readonly open: boolean;
  /** Whether the model shall think first, where the template leaves that open. */
  readonly thinking?: boolean;
}

/** The texts of the special tokens that templates ask for. */
export interface SpecialTexts {
  readonly bos: string;
  readonly eos: string;
}

export type Render = (input: TemplateInput) => string;

/** Renders with the file's own template. What the template refuses, or cannot do, is thrown as it is. */
export function createRender(template: Template, special: SpecialTexts): Render {
  return ({ messages, tools, open, thinking }) =>
    template.render({
      messages,
      ...(tools !== undefined && tools.length > 0 && { tools }),
      add_generation_prompt: open,
      bos_token: special.bos,
      eos_token: special.eos,
      ...(thinking !== undefined && { enable_thinking: thinking, thinking }),
    });
}
