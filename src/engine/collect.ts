import type { Answer, Choice } from "../spec/answer.ts";
import type { EventStream, StreamEvent, Take, TokenLogprob } from "../spec/event.ts";

/** Puts an answer together from its events. */
export class Collector {
  readonly answer: Answer = {
    provider: undefined,
    model: undefined,
    limits: undefined,
    warnings: undefined,
    choices: [],
    embeddings: [],
    usage: undefined,
    source: [],
  };

  add(event: StreamEvent): void {
    switch (event.type) {
      case "start":
        this.answer.provider = event.provider;
        this.answer.model = event.model;
        this.answer.limits = event.limits;
        this.answer.warnings = event.warnings;
        this.answer.route = event.route;
        this.answer.context = event.context;
        break;
      case "text-delta":
        this.#text(event.choice, event.text, event.logprobs);
        break;
      case "refusal-delta":
        this.#choice(event.choice).refusal += event.text;
        break;
      case "reasoning-delta":
        this.#thought(this.#choice(event.choice), event.text);
        break;
      case "reasoning-seal": {
        const { thoughts } = this.#choice(event.choice);
        const last = thoughts.at(-1);
        if (last === undefined || last.seal !== undefined) thoughts.push({ text: "", seal: event.seal });
        else last.seal = event.seal;
        break;
      }
      case "annotation":
        this.#choice(event.choice).annotations.push(event.annotation);
        break;
      case "tool-call-start":
        this.#choice(event.choice).toolCalls[event.index] = {
          callId: event.callId,
          name: event.name,
          kind: event.kind,
          text: "",
          ...(event.seal !== undefined && { seal: event.seal }),
        };
        break;
      case "tool-call-delta": {
        const call = this.#choice(event.choice).toolCalls[event.index];
        if (call !== undefined) call.text += event.text;
        break;
      }
      case "choice-finish":
        this.#choice(event.choice).finish = event.finish;
        break;
      case "embedding":
        this.answer.embeddings[event.index] = event.vector;
        break;
      case "source-bytes":
        this.answer.source.push(event.bytes);
        break;
      case "end":
        this.answer.model = event.model ?? this.answer.model;
        this.answer.usage = event.usage;
        break;
    }
  }

  #text(index: number, text: string, logprobs: readonly TokenLogprob[] | undefined): void {
    const choice = this.#choice(index);
    choice.text += text;
    if (logprobs !== undefined) (choice.logprobs ??= []).push(...logprobs);
  }

  /** A seal ends a thought: what comes behind it is another one. */
  #thought(choice: Choice, text: string): void {
    choice.reasoning += text;
    const last = choice.thoughts.at(-1);
    if (last === undefined || last.seal !== undefined) choice.thoughts.push({ text, seal: undefined });
    else last.text += text;
  }

  #choice(index: number): Choice {
    return (this.answer.choices[index] ??= {
      text: "",
      refusal: "",
      reasoning: "",
      thoughts: [],
      toolCalls: [],
      annotations: [],
      logprobs: undefined,
      finish: undefined,
    });
  }
}

/** Reads a stream to its end. */
export async function collect(stream: EventStream): Promise<Answer> {
  const collector = new Collector();
  const take: Take = (event) => {
    collector.add(event);
    return true;
  };
  for (;;) {
    const result = await stream.next(take);
    if (result.done === true) return collector.answer;
    collector.add(result.value);
    if (result.value.type === "end") return collector.answer;
  }
}
