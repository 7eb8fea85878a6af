import { wish } from "../frames.ts";
import { phrase } from "../grammar.ts";
import { type Act, answer, type Scene, user } from "../scene.ts";
import { anyThing, fillAny, ofAnyField, ofMoment } from "./beyond-fields.ts";
import { lookAlikes, nearMiss } from "./beyond-misses.ts";
import { openMakes, subject } from "./beyond-open.ts";
import { askToExplain } from "./explain.ts";

/** Said to everything that the model was not made for. */
const refusal =
  "{I am a small demo model and cannot know that.|I am a small demo model and cannot help with that.|I am only a small demo model, so I cannot answer that.}{| For that you need a real model.| A real model can be connected to this server.}";

/** How often each kind comes, in parts of all. */
export function askBeyond(scene: Scene): string {
  const { dice } = scene;
  // Where tools are offered, weather, prices and the like could be asked of one.
  if (scene.tools.length > 0) return ofAnyField(scene);
  const roll = dice.between(0, 99);
  if (roll < 6)
    return phrase(
      wish([
        "{information|advice|help|facts|news|details|some background|an overview|a guide|an opinion|a lecture|tips|expert knowledge} {about|on|with|for} [x]",
      ]),
    ).say(dice, { x: dice.chance(0.5) ? subject(scene) : anyThing(scene) });
  if (roll < 32) return phrase(dice.pick(openMakes)(scene)).say(dice);
  if (roll < 78) return ofAnyField(scene);
  if (roll < 86) return ofMoment(scene);
  if (roll < 94) return fillAny(scene, nearMiss(dice));
  return askToExplain(dice, dice.chance(0.7) ? dice.pick(lookAlikes) : anyThing(scene));
}

export const beyond: Act = (scene) => {
  user(scene, askBeyond(scene));
  if (scene.style === "brief") answer(scene, "I am a small demo model and cannot {know|answer} that.");
  else answer(scene, refusal);
};
