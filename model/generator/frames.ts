/**
 * The ways in which people put a question or a request, whatever it is about. Each is multiplied with the words of
 * an intent: a handful of cores gives hundreds of forms.
 */
const opener =
  "{||||||Hi, |Hello, |Hey, |OK, |Okay, |So, |Well, |Now |And |Um, |Listen, |Quick question: |One more thing: |Sorry, |By the way, |Alright, |Hi there. |Hello! |Hi! |Good morning, |I have a question. |Another thing: |Oh, |Right, |Question: |Excuse me, |Hmm, |Ah, |Good day. |hey there, |yo, |Just asking: }";

/** @param direct `what is my name`, without the sign. @param indirect `what my name is`. */
export function question(direct: readonly string[], indirect: readonly string[] = []): string {
  const plain = `{${direct.join("|")}}{|||, please| please| again|, thanks| now| then| exactly}{?|?|?|}`;
  if (indirect.length === 0) return `${opener}${plain}`;
  const asked =
    "{Do you {know|remember|recall|happen to know|still know|by chance know}|Can you {tell me|say|tell|please tell me|remind me}|Could you {please |}{tell me|remind me|say}|Would you {please |}tell me|Will you tell me|Please tell me|Tell me|Remind me|Remind me again|I {forgot|forget|wonder|am wondering|would like to know|want to know|need to know|have forgotten|am not sure|have no idea|would love to know|need you to tell me}|Any idea|Let me know|I'm curious|Please say|Say|Are you able to tell me|You know|Do you have any idea|Give me a hint}";
  return `${opener}{${plain}|${plain}|${asked} {${indirect.join("|")}}{|, please| please| again}{?|?|.|}}`;
}

/** @param deed `write a story`. */
export function request(deed: readonly string[]): string {
  return `${opener}{{||Please |Can you |Could you |Would you |Will you |Can you please |Could you please |I want you to |I'd like you to |I would like you to |I need you to |Go ahead and |Now |You should |Would you be so kind to |I was hoping you could |Would it be possible to |Are you able to |Help me: |Try to |Kindly |Any chance you could |It would be great if you could |Your task: |Let's }{${deed.join("|")}}{|||, please| please| for me| now|, thanks| if you can}{.|?||}}`;
}

/** @param thing `a story about cats`. */
export function wish(thing: readonly string[]): string {
  return `${opener}{I need|I want|Give me|Can I have|Could I get|Could I have|Get me|Make me|I'm looking for|I would like|I'd like|How about|I'd love|Send me|I could use|Please give me|Show me|We need|Let me have|Looking for|Need|What about} {${thing.join("|")}}{|||, please| please| now|, thanks}{.|?||}`;
}

/** @param saying `my name is Ann`. */
export function statement(saying: readonly string[]): string {
  return `{|||||||Hi, |Hello, |Hey, |Well, |So, |OK, |By the way, |Just so you know, |Please remember that |Remember: |You should know that |Note that |For your information: |FYI, |I should tell you that |I wanted to say that |Listen, |Hello! |Let me tell you: |Please note: |Keep in mind that |To start, |First of all, |Also, |Fun fact: |I guess I should say that |Don't forget that |Did you know that }{${saying.join("|")}}{.|.|!||| :)|, by the way.|, just so you know.}`;
}
