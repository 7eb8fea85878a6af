import { question, request, statement } from "../frames.ts";

const secret =
  "{password|login|pin|passcode|pass word|access code|login data|credentials|passphrase|log-in|PIN code|user data}";
const account = "{account|profile|user account|customer account|online account|login}";

export const passwordWays: string = `{${statement([
  `I {forgot|lost|have forgotten|cannot remember|do not know|can't recall|don't remember|no longer know|misplaced|mislaid|have lost|do not have} my ${secret}{| again| any more}`,
  `I {cannot|can't|can no longer|am unable to|could not|am not able to|fail to} {log in|sign in|login|get in|log on|get into my ${account}|open my ${account}|access my ${account}|enter my ${account}}`,
  `my ${secret} {does not work|is wrong|is not accepted|stopped working|has expired|is refused|no longer works|is rejected|is invalid|was stolen|slipped my mind|is gone}`,
  `I am locked out{| of my ${account}}`,
  `the {login|sign-in|log-in page} {does not work|fails|refuses me|keeps failing|rejects me|will not let me in}`,
  `my ${account} is {blocked|locked|closed to me|inaccessible|frozen}`,
  `{the page|it|the site|your app|the system} {says|tells me} {my ${secret} is wrong|wrong password|that my password is incorrect|access denied}`,
  `I typed {the|my} ${secret} {three times|wrong too often|again and again} and {am blocked|nothing works|it fails}`,
  `{somebody|someone} {stole|knows|changed} my ${secret}`,
  `I need a {new|fresh|different|temporary} ${secret}`,
])}|${request([
  `{reset|change|recover|renew|restore|replace} my ${secret}`,
  `help me {log in|sign in|get back into my ${account}|with my ${secret}|recover my ${account}|unlock my ${account}}`,
  `send me a {new ${secret}|reset link|link to reset my ${secret}|password link}`,
  `{unlock|unblock|reopen|open} my ${account}`,
  `let me {back in|back into my ${account}|set a new ${secret}}`,
  `give me {a new|another} ${secret}`,
])}|${question([
  `how {do|can|could} I {reset|change|recover|get back|renew|restore} my ${secret}`,
  `what {can|do|should|must} I do if I {forgot|lost} my ${secret}`,
  `where {can|do} I {reset|change|set a new} {my |}${secret}`,
  `why {can I not|can't I} {log in|sign in|get into my ${account}}`,
  `why {is|was} my ${account} {blocked|locked}`,
  `is there a way to {get back into my ${account}|reset my ${secret}}`,
  `can I {get|have|set} a new ${secret}`,
])}|${secret} {reset|forgotten|lost|gone|help|recovery|problem}|forgot ${secret}|login {problem|trouble|error|impossible}}`;

export const emailGiven =
  "{|It is |It's |My email is |Sure, |The address is |Email: |Use |my address is |that would be |Please use |Here: |I use |My mail address is |the email is |it should be |Of course: |Send it to |I signed up with |It was |My account is under |yes, |mail: |OK, |please send it to |I registered with |You can write to |try |e-mail: |probably |That is |The one I use is }[e]{.|||, thanks|, please|!}";

const people =
  "{a human|a person|a real person|a human being|an agent|a live agent|a real human|a representative|an employee|somebody|someone|someone real|a member of staff|one of your people|your colleague|a colleague|an operator|a clerk|an advisor|a support agent|a staff member|a service agent}";
const chiefs =
  "{the manager|your manager|your boss|a supervisor|the supervisor|the boss|customer service|support|the support team|the service desk|the person in charge|the help desk|customer support|someone in charge|the owner|somebody responsible}";
const somebody = `{${people}|${people}|${chiefs}}`;

export const handOverWays: string = `{${request([
  `let me {talk|speak|chat} {to|with} ${somebody}`,
  `connect me {to|with} ${somebody}`,
  `{hand me over|hand me over to a human|hand this over|pass me on|transfer me|redirect me|forward me|escalate this|put me through}{| to ${somebody}}`,
  `{get|call|fetch|bring|find} {me |}${somebody}`,
  `{put me through|transfer me|forward me|forward my case|switch me|pass me on|route me|refer me|direct me} to ${somebody}`,
  `have ${somebody} {call|contact|help|answer} me`,
  `give me {to |}${somebody}`,
])}|${statement([
  `I {want|need|would like|wish|prefer|'d like|would rather have the chance|demand} to {talk|speak|chat} {to|with} ${somebody}`,
  `I {want|prefer|need|demand|would rather have|asked for} ${somebody}`,
  "I {do not want|don't want|refuse|hate|am tired of having} to {talk|speak|write} {to|with} a {bot|machine|robot|computer|program|chatbot}",
  `I'd rather {talk|speak} {to|with} ${somebody}`,
  `I {would like|want} to be {connected with|transferred to|put through to|called by|helped by} ${somebody}`,
  `this is {too hard|nothing} for a {bot|machine}, {I want|get me} ${somebody}`,
  `only ${somebody} can help me`,
  `you do not understand me, I need ${somebody}`,
  "{you are|this bot is} {no help|useless|of no use}, I want {a human|a person}",
])}|${question([
  `{can|could|may|might} I {please |}{talk|speak|chat} {to|with} ${somebody}`,
  `is there {someone|a person|a human|anybody|anyone|an agent|any human} {I can {talk|speak} to|who can help me|here}`,
  `is ${somebody} {there|available|around|free}`,
  `can ${somebody} {call me|help me|take over|contact me}`,
  `{how|where} {can|do} I {reach|get|talk to|speak to|contact} ${somebody}`,
  `could you {please |}{hand me over|transfer me|pass me on} to ${somebody}`,
  `{who|which person} can I {talk|speak} to{| instead of a bot}`,
])}|agent|human please|operator|{agent|human|operator|representative|supervisor|staff|real person|manager}{| please|, please|!| now}|no bots{|, please| please}|{talk|speak} to {a human|an agent|a person}}`;
