import type { Tool } from "../conversation.ts";
import type { Scene } from "../scene.ts";

type Value = string | number;

/** A tool, how one asks for it, and what is said of its result. */
export interface Skill {
  /** Two skills of the same kind are never offered together: nobody could tell which is meant. */
  readonly kind: string;
  readonly tool: Tool;
  readonly asked: string;
  readonly slots: Readonly<Record<string, string>>;
  /** In the order of the tool's parameters. */
  readonly values: readonly Value[];
  readonly result: Readonly<Record<string, Value | boolean>>;
  readonly said: string;
  /** The same tool, asked once more for another value. */
  readonly again?: () => Skill;
}

export type Maker = (scene: Scene) => Skill;

/** A skill before its names are drawn. */
export interface Plan {
  readonly kind: string;
  /** Names that the tool may have, separated by spaces. */
  readonly names: string;
  readonly descriptions: readonly string[];
  /** Names that each parameter may have, separated by spaces, with its value. */
  readonly parameters: readonly (readonly [names: string, value: Value])[];
  readonly asked: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly result: Readonly<Record<string, Value | boolean>>;
  readonly said: string;
}

/** Draws names, and puts the parameters in any order: the model must go by what they are called. */
export function made({ dice }: Scene, plan: Plan): Skill {
  const parameters = (dice.chance(0.35) ? dice.some(plan.parameters) : plan.parameters).map(
    ([names, value]) => [dice.pick(names.split(" ")), value] as const,
  );
  return {
    kind: plan.kind,
    tool: {
      name: spelled(dice.pick(plan.names.split(" ")), dice.between(0, 5)),
      description: dice.pick(plan.descriptions),
      parameters: parameters.map(([name]) => name),
    },
    asked: plan.asked,
    slots: plan.slots,
    values: parameters.map(([, value]) => value),
    result: plan.result,
    said: plan.said,
  };
}

/** Programmers write `find_lamp`; some write `findLamp` or `find-lamp`. */
export function spelled(name: string, way: number): string {
  if (way === 0) return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return way === 1 ? name.replaceAll("_", "-") : name;
}
