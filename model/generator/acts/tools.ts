import { spaced } from "../../format/render-conversation.ts";
import type { Tool } from "../conversation.ts";
import { type Act, answer, type Scene, typed, user } from "../scene.ts";
import { greeting } from "./small-talk.ts";
import { deeds } from "./tool-deeds.ts";
import { known } from "./tool-known.ts";
import { lookUp } from "./tool-lookups.ts";
import type { Skill } from "./tool-skills.ts";

/** A call, its output, and what it means; some of the offered tools are there only to be passed over. */
export const toolUse: Act = (scene) => {
  const { dice } = scene;
  if (scene.tools.length > 0) return;
  const { skill, neighbours } = chosen(scene);
  offer(scene, skill, neighbours);
  if (dice.chance(0.12)) greeting(scene);
  perform(scene, skill);
  for (let more = dice.pick([0, 0, 0, 1, 2]); more > 0 && skill.again !== undefined; more--)
    perform(scene, skill.again());
  if (!dice.chance(0.3)) return;
  user(
    scene,
    "{thanks|thank you|great, thanks|OK, thanks|perfect, thanks|thanks a lot|good, thank you|many thanks|wonderful, thank you|cool, thanks|that helps, thanks|nice, thank you|thank you very much|thx|cheers}{!|.|}",
  );
  answer(scene, "You are welcome!");
};

function chosen(scene: Scene): { readonly skill: Skill; readonly neighbours: readonly Tool[] } {
  const { dice } = scene;
  const die = dice.between(1, 100);
  if (die <= 60) {
    const skill = lookUp(scene);
    return { skill, neighbours: skill.neighbours };
  }
  return { skill: dice.pick(die <= 80 ? known : deeds)(scene), neighbours: [] };
}

/** The wanted tool among up to three others, near it or far from it. */
function offer(scene: Scene, skill: Skill, neighbours: readonly Tool[]): void {
  const { dice } = scene;
  const offered = [skill.tool];
  const kinds = new Set([skill.kind]);
  const names = new Set([skill.tool.name]);
  const add = (tool: Tool): void => {
    if (offered.length < 4 && !names.has(tool.name)) offered.push(tool);
    names.add(tool.name);
  };
  if (dice.chance(0.75)) for (const tool of neighbours) add(tool);
  for (let count = dice.pick([0, 0, 0, 1, 1, 2, 3]); count > 0; count--) {
    const other = dice.chance(0.4) ? lookUp(scene) : dice.pick([...known, ...deeds])(scene);
    if (kinds.has(other.kind)) continue;
    kinds.add(other.kind);
    add(other.tool);
  }
  scene.tools.push(...dice.some(offered));
}

function perform(scene: Scene, skill: Skill): void {
  const { dice } = scene;
  scene.messages.push({ role: "user", content: typed(scene, skill.asked, skill.slots) });
  const call = {
    name: skill.tool.name,
    arguments: Object.fromEntries(
      skill.tool.parameters.map((name, index) => [name, skill.values[index] ?? ""]),
    ),
  };
  scene.messages.push({ role: "assistant", content: "", call });
  if (dice.chance(0.08)) {
    scene.messages.push({
      role: "tool",
      content: dice.pick([
        '{"error": "not found"}',
        "error",
        "not found",
        '{"error": "no result"}',
        '{"error": "nothing found"}',
        "no result",
        "null",
        "{}",
      ]),
    });
    return answer(scene, "I am sorry, that did not work: nothing was found.");
  }
  const bare = Object.keys(skill.result).length < 2 && dice.chance(0.12);
  scene.messages.push(
    {
      role: "tool",
      content: bare
        ? Object.values(skill.result).join("")
        : dice.chance(0.8)
          ? spaced(skill.result)
          : JSON.stringify(skill.result),
    },
    { role: "assistant", content: skill.said },
  );
}
