import type { CheckedInput } from "./schema.ts";
import type { AliasSettings, ModelSettings, OpenTargetSettings } from "./settings.ts";

type WrittenModel = CheckedInput["models"][string];

/** A model's name and what it stands for; its targets take that name unless they have one of their own. */
export function namedModel(name: string, model: WrittenModel): ModelSettings {
  const { targets, ...rest } = alias(model);
  return { name, ...rest, targets: targets.map((target) => ({ ...target, model: target.model ?? name })) };
}

/** Where the strategy looks at how a target is right now, calls are not kept at one unless somebody says so. */
const stickyByDefault = new Set(["first", "weighted"]);

export function alias(model: WrittenModel): AliasSettings {
  const { strategy, sticky, maxPrice, retries, hedge, coalesce, targets } = model;
  return {
    strategy,
    sticky: sticky ?? (stickyByDefault.has(strategy) ? "auto" : "off"),
    ...(maxPrice !== undefined &&
      Object.keys(written(maxPrice)).length > 0 && { maxPrice: written(maxPrice) }),
    ...(retries !== undefined && Object.keys(written(retries)).length > 0 && { retries: written(retries) }),
    ...(hedge !== undefined && { hedge }),
    ...(coalesce === true && { coalesce }),
    targets: targets.map(({ when, ...target }): OpenTargetSettings => {
      const conditions = when === undefined ? {} : written(when);
      return { ...written(target), ...(Object.keys(conditions).length > 0 && { when: conditions }) };
    }),
  };
}

/** What zod makes of members that may be left out. */
type Written<Value> = { [Name in keyof Value]: Exclude<Value[Name], undefined> };

/** Without the members that were not written. */
export function written<Value extends object>(value: Value): Written<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Written<Value>;
}
