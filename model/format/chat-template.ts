/** `renderConversation` in Jinja, for the model's file. */
export const chatTemplate = `
{%- set system = '' %}
{%- set rest = messages %}
{%- if messages and messages[0].role == 'system' %}
  {%- set system = messages[0].content %}
  {%- set rest = messages[1:] %}
{%- endif %}
{%- if system or tools %}
  {{- '<|im_start|>system\\n' + system }}
  {%- if tools %}
    {{- '\\n\\n' if system else '' }}
    {{- 'Tools:' }}
    {%- for tool in tools %}
      {{- '\\n- ' + tool.function.name + '(' }}
      {%- if tool.function.parameters and tool.function.parameters.properties %}
        {%- for name in tool.function.parameters.properties %}
          {{- name + ('' if loop.last else ', ') }}
        {%- endfor %}
      {%- endif %}
      {{- '): ' }}
      {%- if tool.function.description %}
        {{- tool.function.description }}
      {%- endif %}
    {%- endfor %}
  {%- endif %}
  {{- '<|im_end|>\\n' }}
{%- endif %}
{%- for message in rest %}
  {{- '<|im_start|>' + message.role + '\\n' }}
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
  {{- '<|im_start|>assistant\\n' }}
{%- endif %}
`.trim();
