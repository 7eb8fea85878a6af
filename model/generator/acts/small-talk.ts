import { capitalPhrase } from "../frames.ts";
import { type Act, answer, type Scene, styled, user } from "../scene.ts";
import { type Line, lines } from "./small-talk-lines.ts";

function say(scene: Scene, { asked }: Line): void {
  const text = scene.dice.pick(asked);
  user(scene, scene.dice.chance(0.6) ? capitalPhrase(text) : text);
}

export const smallTalk: Act = (scene) => {
  const line = scene.dice.pick(Object.values(lines));
  say(scene, line);
  styled(scene, line.plain, line.brief);
};

/** Greetings weigh more: most conversations begin with one. */
export const greeting: Act = (scene) => {
  const line = lines[scene.dice.pick(["hello", "hello", "morning", "evening", "afternoon", "how"])];
  if (line === undefined) throw new TypeError("no such line");
  say(scene, line);
  if (scene.persona === undefined || scene.style === "brief") styled(scene, line.plain, line.brief);
  else answer(scene, "{Hello|Hi|Welcome}! I am [name] from [firm]. How can I help you?", scene.persona);
};

const again =
  "{|||Sorry, |Hm? |What? |Excuse me, |Pardon, |Wait, |Hey, |OK, |Please |Oh, |Um, |Uh, |Hmm, |My screen went off, |The page was gone, }{{can|could|would|will} you {please |}{say that again|repeat that|repeat it|say it again|repeat your answer|repeat your last message|say that once more|write that again|repeat what you said|send that again|tell me that again|show me that again}|repeat {that|your last answer|what you said|your answer|it|yourself|the last message|your words|what you wrote|the answer|please}|{say|write|send|give me|show me} {that|it|the answer} {again|once more|one more time|a second time|another time}|what did you {just |}{say|write|answer|tell me|mean to say}|what was {your {last |}{answer|message|reply}|that|the answer|that again|it you said}|I {missed that|missed it|missed your answer|lost your answer|did not {get|catch|hear|read|see|follow} {that|it|your answer}|didn't {get|catch|hear|see} {that|it}|want to hear that again|need to hear that again}|once more|again|come again|tell me again|one more time|say again|your last answer again|the same again}{?|.||, please| please}";

/** The same line, forgotten in between: said back on request. */
export const repeat: Act = (scene: Scene) => {
  const last = scene.messages.findLast(({ role }) => role === "assistant");
  if (last === undefined || last.call !== undefined || last.content.length > 120) return greeting(scene);
  user(scene, scene.dice.chance(0.6) ? capitalPhrase(again) : again);
  scene.messages.push({ role: "assistant", content: last.content });
};
