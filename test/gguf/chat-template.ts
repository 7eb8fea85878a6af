/**
 * The conversation format of the tiny chat model, in Jinja: system, user and assistant messages, tools, tool calls
 * and tool outputs.
 *
 * It resembles ChatML but has `<|im_sep|>` after the role: a reader that could not render the template and fell
 * back to ChatML in silence writes a different prompt, and a test sees it.
 */
export const chatTemplate = `
{{- bos_token }}
{%- set system = '' %}
{%- set rest = messages %}
{%- if messages and messages[0].role == 'system' %}
  {%- set system = messages[0].content %}
  {%- set rest = messages[1:] %}
{%- endif %}
{%- if system or tools %}
  {{- '<|im_start|>system<|im_sep|>' + system }}
  {%- if tools %}
    {{- '\\n\\n' if system else '' }}
    {{- 'Functions:' }}
    {%- for tool in tools %}
      {{- '\\n' + (tool | tojson) }}
    {%- endfor %}
    {{- '\\nTo call one, write a tool call with its name and its arguments as JSON.' }}
  {%- endif %}
  {{- '<|im_end|>\\n' }}
{%- endif %}
{%- for message in rest %}
  {{- '<|im_start|>' + message.role + '<|im_sep|>' }}
  {%- if message.role == 'assistant' and message.reasoning_content %}
    {{- '<think>' + message.reasoning_content + '</think>' }}
  {%- endif %}
  {%- if message.content %}
    {{- message.content }}
  {%- endif %}
  {%- if message.role == 'assistant' and message.tool_calls %}
    {%- for call in message.tool_calls %}
      {{- '<tool_call>{"name": ' + (call.function.name | tojson) + ', "arguments": ' }}
      {%- if call.function.arguments is string %}
        {{- call.function.arguments }}
      {%- else %}
        {{- call.function.arguments | tojson }}
      {%- endif %}
      {{- '}</tool_call>' }}
    {%- endfor %}
  {%- endif %}
  {{- '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
  {{- '<|im_start|>assistant<|im_sep|>' }}
{%- endif %}
`.trim();
