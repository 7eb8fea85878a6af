import { Template } from "@huggingface/jinja";
import { expect, test } from "vitest";
import { createRender } from "./chat-template.ts";
import { findSkills } from "./template-skills.ts";

const special = { bos: "<s>", eos: "</s>" };
const skillsOf = (template: string) => findSkills(createRender(new Template(template), special), template);

/** Templates in the manner of known families, as short as they can be. */
const chatMl = (calls: string): string => `
{%- if tools %}{{- 'Tools: ' + (tools | tojson) }}{% endif %}
{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' + (m.content or '') }}
{%- if m.tool_calls %}${calls}{% endif %}{{- '<|im_end|>\\n' }}{% endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{% endif %}`;

test("a call for each mark, as Hermes and Qwen write it", () => {
  const skills = skillsOf(
    chatMl(
      `{% for c in m.tool_calls %}{{- ('' if loop.first else '\\n') + '<tool_call>\\n{"name": "' + c.function.name + '", "arguments": ' + (c.function.arguments | tojson) + '}\\n</tool_call>' }}{% endfor %}`,
    ),
  );
  expect(skills).toEqual({
    system: true,
    tools: true,
    toolOutputs: true,
    calls: {
      prefix: '<tool_call>\n{"name": "',
      middle: '", "arguments": ',
      suffix: "}\n</tool_call>",
      joint: '}\n</tool_call>\n<tool_call>\n{"name": "',
      argumentsAsText: false,
    },
  });
});

test("one list with a mark before it, as Mistral writes it", () => {
  const { calls } = skillsOf(
    chatMl(
      `{{- '[TOOL_CALLS][' }}{% for c in m.tool_calls %}{{- '{"name": "' + c.function.name + '", "arguments": ' + (c.function.arguments | tojson) + '}' + ('' if loop.last else ', ') }}{% endfor %}{{- ']' }}`,
    ),
  );
  expect(calls).toMatchObject({ prefix: '[TOOL_CALLS][{"name": "', suffix: "}]", joint: '}, {"name": "' });
});

test("bare JSON, one call only, as Llama writes it", () => {
  const { calls } = skillsOf(
    chatMl(
      `{% if m.tool_calls | length != 1 %}{{ raise_exception('one only') }}{% endif %}{{- '{"name": "' + m.tool_calls[0].function.name + '", "parameters": ' + (m.tool_calls[0].function.arguments | tojson) + '}' }}`,
    ),
  );
  expect(calls).toEqual({
    prefix: '{"name": "',
    middle: '", "parameters": ',
    suffix: "}",
    argumentsAsText: false,
  });
});

test("arguments that must be text", () => {
  const { calls } = skillsOf(
    chatMl(
      `{% for c in m.tool_calls %}{{- '<call:' + c.function.name + '>' + c.function.arguments + '</call>' }}{% endfor %}`,
    ),
  );
  expect(calls).toMatchObject({ prefix: "<call:", middle: ">", suffix: "</call>", argumentsAsText: true });
});

test("no system, no tools, thoughts", () => {
  const template = `{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no') }}{% endif %}{{ m.content.split('</think>')[-1] }}{% endfor %}`;
  expect(skillsOf(template)).toEqual({
    system: false,
    tools: false,
    toolOutputs: true,
    think: { open: "<think>", close: "</think>" },
  });
});

test("a template that fails, or that leaves out what is said, is no template", () => {
  expect(() => skillsOf("{{ raise_exception('never') }}")).toThrow(
    "its chat template cannot be rendered (never)",
  );
  expect(() => skillsOf("Hello")).toThrow("leaves out what the user says");
});
