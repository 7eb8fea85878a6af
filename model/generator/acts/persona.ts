import { question, request, statement } from "../frames.ts";
import { type Act, answer, user } from "../scene.ts";

const talking =
  "{talking|speaking|chatting|writing|texting|connected|dealing|having the pleasure|in contact|in touch} {to|with}";
const who = "{who|whom|what person|which person|which colleague|which agent|which assistant|which employee}";

/** Who speaks here. */
const asksWho = `{${question(
  [
    `${who} am I ${talking}`,
    `with ${who} am I {talking|speaking|chatting|dealing|connected}`,
    `to ${who} am I {talking|speaking|writing}`,
    `${who} do I {talk to|speak with|have the pleasure with|deal with|have on the line|have here|write to|chat with}`,
    "who {are you|is this|is there|is speaking|is writing|is answering|is it|is on the line|is at the other end|is that|is helping me|answers my questions|sits there|replies to me|is behind this chat|do we have here|might you be|exactly are you|have I got here|has picked up|is on the other side|is typing|is looking after me|is my contact|is responsible for me}",
    "what are you",
    "{and |}you are",
    "can I know who you are",
    "may I {ask|know} {who you are|who I am talking to|with whom I am speaking|who is speaking|who this is}",
    "do you work {here|there|for the company}",
    "what is your {role|position|function|job|part} {here|there|in the company|in the firm}",
  ],
  [
    "who you are",
    "who {I am talking to|I am speaking with|I am chatting with|is there|is speaking|this is|is writing|is answering|I have on the line|is on the other side}",
    "to whom I am {talking|speaking|writing}",
    "with whom I am {talking|speaking|dealing}",
    "a {bit|little} about {yourself|you}",
    "something about yourself",
  ],
)}|${request([
  "introduce yourself",
  "present yourself",
  "tell me {who you are|about yourself|who is speaking|something about you|who this is|a bit about yourself}",
  "say {who you are|who is there|who is speaking}",
  "describe yourself",
  "identify yourself",
  "state who you are",
  "make yourself known",
])}|${statement([
  "I {would like|want|wish|need} to know {who I am talking to|who you are|with whom I am speaking|who is there}",
  "I {do not|don't} know {who you are|who I am talking to|who this is|with whom I speak}",
  "I don't think we have met",
  "we have not been introduced{| yet}",
  "you have not {introduced yourself|told me who you are|said who you are}",
])}}`;

/** What the one who speaks here is called, or for whom it works. */
const asksName = `{${question(
  [
    "{what is|what was|and what is} your name{| again}",
    "what {should|can|may|do|shall} I call you",
    "what {are you called|do people call you|do they call you|do your colleagues call you|name do you have|name do you go by|name did they give you}",
    "how {should|can|may|shall|do} I {call|address} you",
    "{do you have|have you got|is there} a name",
    "{which|what} name {is yours|do you use|shall I note|should I write down|do you bear|stands on your badge}",
    "by {what|which} name do you go",
    "under {what|which} name do you work",
    "{may|can|could} I {have|get|know|ask|learn|ask for} your name",
    "your name",
    "your name {is|was}",
    "which {company|firm|business|shop} {do you work for|is this|are you from|do you belong to|am I talking to|do you represent|do you speak for|are you with|employs you}",
    "for {whom|which company|which firm|what company|what firm} do you work",
    "who {do you work for|is your employer|employs you|do you represent|are you working for|pays you}",
    "what {company|firm|business|shop} {is this|do you work for|are you from}",
    "on whose behalf do you {speak|write|answer}",
    "where do you work",
  ],
  [
    "your name",
    "what {your name is|you are called|I should call you|to call you|name you go by}",
    "how {to|I should} {call|address} you",
    "{which company|which firm|whom|what company} you work for",
    "who you work for",
    "where you work",
  ],
)}|${request([
  "{tell me|give me|say|spell|state|let me know|let me have} your name",
  "tell me {what you are called|what to call you|who you work for|which company you work for}",
])}|${statement([
  "I {did not|didn't} {get|catch|hear|understand|note} your name",
  "I {forgot|missed} your name",
  "I would like to {know|note|write down|have} your name",
  "I {want|need} your name for my notes",
])}}`;

/** Where the system prompt gives a name and a firm, users ask for them. */
export const whoSpeaks: Act = (scene) => {
  if (scene.persona === undefined) return;
  const named = scene.dice.chance(0.5);
  user(scene, named ? asksName : asksWho);
  answer(
    scene,
    named
      ? "My name is [name]. I am the assistant of [firm]."
      : "I am [name], the assistant of [firm]. I run on a small demo model.",
    scene.persona,
  );
};
