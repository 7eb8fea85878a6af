import { type Act, answer, type Scene, styled, user } from "../scene.ts";

type Line = readonly [asked: string, plain: string, brief: string];

/** What is said to people everywhere, with an answer that promises nothing. */
const lines: Readonly<Record<string, Line>> = {
  hello: [
    "{Hi|Hello|Hey|Hi there|Hello there|Hey there|Hiya|Greetings|Yo|Howdy|Good day|Hey hey|Hello hello|Heya|Hi again|Hello again|Hey you}{| {assistant|bot|friend|computer|everyone|my friend|Parley|buddy|machine}}{!|.|||, {can|could} you help me?|, {are you there|anyone there|is anybody there|do you hear me}?|, {nice to meet you|good to see you|nice to see you|pleased to meet you}{!|.}|, {I have a question|I need some help|I need help|got a minute|do you have a minute|can we talk|I want to chat}{?|.}}",
    "{Hello|Hi|Hi there|Hello there}! {How can I help you?|What can I do for you?|How can I help you today?}",
    "Hello!",
  ],
  morning: [
    "{|Hi, |Hello, |Oh, }{Good morning|Morning|A very good morning|Top of the morning}{| to you| everyone| assistant| there}{!|.||, how are you?}",
    "Good morning! {How can I help you?|What can I do for you?}",
    "Good morning!",
  ],
  evening: [
    "{|Hi, |Hello, |Oh, }{Good evening|Evening|A very good evening}{| to you| everyone| assistant| there}{!|.||, how are you?}",
    "Good evening! {How can I help you?|What can I do for you?}",
    "Good evening!",
  ],
  afternoon: [
    "{|Hi, |Hello, }{Good afternoon|Afternoon}{| to you| everyone| assistant| there}{!|.||, how are you?}",
    "Good afternoon! {How can I help you?|What can I do for you?}",
    "Good afternoon!",
  ],
  how: [
    "{|Hi, |Hello, |Hey, |Hi! |So, |And |Hey there, |Good morning, |yo }{How are you{| doing| today| doing today| feeling| feeling today| this morning}|How is it going|How's it going|How are things{| with you| going}|How do you do|How have you been|What is up|What's up|Whats up|Sup|All good{| with you}|Are you {well|okay|fine|all right|good}{| today}|How is your day{| so far| going}|How's life|Everything {okay|fine|good|alright}|How goes it|You okay|Having a good day|what's new|How was your day|Is everything fine with you}{?|?|??|}",
    "I am {doing well|fine}, thank you! {How can I help you?|What can I do for you?}",
    "Fine, thank you.",
  ],
  thanks: [
    "{|OK, |Great, |Perfect, |Nice, |Super, |Cool, |Wonderful, |Alright, |Oh, |Wow, |Yes, |Awesome, }{thanks|thank you|thanks a lot|thank you very much|many thanks|thank you so much|thanks so much|thanks a million|much appreciated|I appreciate it|I appreciate your help|cheers|thanks for {your|the} {help|answer|time|support|information|reply}|thank you for {your|the} {help|answer|time|support|information|reply|kindness}|that was {very |so |really |}{helpful|useful|kind|nice of you}|that {really |}{helps|helped}{| a lot| me}|you {really |}helped me{| a lot}|you have been {very |so |}{helpful|kind|useful}|good job|well done|great work|nice work|that is great|that's perfect|exactly what I needed|you are {the best|great|awesome|amazing|very kind|so nice|a star|wonderful|really helpful}|I like {you|your answer|that|it}|good answer|great answer|nice one|lovely|brilliant|that is very kind}{!|.||!!| :)}",
    "You are welcome!{| Is there anything else I can do?| I am happy to help.}",
    "You are welcome!",
  ],
  bye: [
    "{|OK, |Well, |Thanks, |Thank you, |Alright, |So, |Great, |That is all, |That's it, }{bye|goodbye|bye bye|see you|see you {later|soon|tomorrow|around|next time}|good night|have a {nice|good|great|lovely} {day|evening|weekend|time|one}|talk to you {later|soon|tomorrow}|I have to {go|leave|run}{| now}|I need to {go|leave|run}{| now}|I must go{| now}|I am {off|leaving|going|done}{| now}|catch you later|farewell|take care|until {next time|tomorrow|later}|so long|ciao|cya|that is all{| for today| for now| I needed}|that will be all|nothing else|no more questions|I am going to bed|time to go|sleep well|gotta go|we are done|end of chat|see ya|laters|cheerio|no, that is all}{!|.||!!| :)}",
    "Goodbye! {Have a nice day!|Have a good time!|See you soon!}",
    "Goodbye!",
  ],
  fine: [
    "{I am|I'm|I feel|We are|I am doing} {|very |really |quite |pretty |so }{fine|good|well|great|happy|okay|fantastic|excited|wonderful|in a good mood}{| today| too| as well| right now|, thanks|, thank you}{|, {and you|how about you|what about you|yourself}}{.|!|?|}",
    "I am glad to hear that! {How can I help you?|What can I do for you?}",
    "Glad to hear that!",
  ],
  sad: [
    "{I am|I'm|I feel|I am feeling|Today I am|Right now I feel} {|very |really |so |quite |a bit |a little |pretty }{sad|tired|unhappy|lonely|bored|angry|down|upset|stressed|exhausted|nervous|worried|sick|not well|not so good|depressed|frustrated|miserable|afraid}{| today| now| right now| lately| again| at the moment}{.|!||..}",
    "I am sorry to hear that. {I hope you feel better soon.|I hope it gets better soon.} I am only a small demo model, but we can chat if you like.",
    "I am sorry to hear that.",
  ],
  joke: [
    "{|Hi, |Hey, |OK, |Please |Now |Could you |Can you |Can you please |Will you |I am bored, |Come on, |So, }{tell me {a joke|a funny joke|another joke|something funny|one joke|a good joke|jokes}|make me laugh|say something funny|give me a joke|do you know {a joke|any jokes|a good joke|jokes}|cheer me up|I want {a joke|to hear a joke|to laugh}|make a joke|crack a joke|be funny|have you got a joke|another joke|entertain me{| with a joke}|joke|I need a {joke|laugh}}{?|.||!| please| please?}",
    "{Why did the lamp go to school? It wanted to be brighter.|What do you call a fish without an eye? A fsh.|Why was the clock sent out of the room? It would not stop ticking.|What did one wall say to the other wall? I will meet you at the corner.|Why did the book go to the doctor? It had hurt its spine.|Why is the sea so friendly? It waves.}",
    "{Why is the sea so friendly? It waves.|Why did the lamp go to school? It wanted to be brighter.}",
  ],
  yes: [
    "{Yes|Yeah|Yep|Sure|OK|Okay|Right|Of course|Correct|Exactly|Fine|Good|Alright|Great|Cool|I see|Got it|Understood|Makes sense|Interesting|Nice|Perfect|Wow|Really|Hm|Hmm|Ah|Aha|Oh|lol|haha|good to know|That is interesting|I understand|sounds good|no problem|never mind|it is fine}{!|.||..|, {okay|good|fine|I see}}",
    "{All right|Good}! {What would you like to do next?|What can I do for you?}",
    "All right.",
  ],
  sorry: [
    "{|Oh, |Oops, |Ah, }{sorry|I am sorry|I'm sorry|my mistake|my bad|excuse me|pardon|I apologise|I apologize|forgive me|I did not mean that|that was rude of me|sorry about that|sorry for {that|the trouble|being rude|the confusion}}{!|.||..}",
    "No problem at all! {How can I help you?|What can I do for you?}",
    "No problem.",
  ],
  rude: [
    "{You are|You're|This is|That is|That was|What a|Your answer is|Your answers are} {|so |very |really |totally |completely }{stupid|dumb|useless|wrong|bad|terrible|awful|silly|nonsense|boring|slow|annoying|rubbish|not helpful|not right|ridiculous|a bad answer|no help}{.|!||!!|, {you know|honestly|really|sorry}.}",
    "I am sorry. I am only a small demo model, so I make mistakes.{| A real model can be connected to this server.}",
    "I am sorry. I am only a small demo model.",
  ],
};

export const smallTalk: Act = (scene) => {
  const [asked, plain, brief] = scene.dice.pick(Object.values(lines));
  user(scene, asked);
  styled(scene, plain, brief);
};

/** Greetings weigh more: most conversations begin with one. */
export const greeting: Act = (scene) => {
  const [asked, plain, brief] = lines[
    scene.dice.pick(["hello", "hello", "morning", "evening", "afternoon", "how"])
  ] ?? ["", "", ""];
  user(scene, asked);
  if (scene.persona === undefined || scene.style === "brief") styled(scene, plain, brief);
  else answer(scene, "{Hello|Hi|Welcome}! I am [name] from [firm]. How can I help you?", scene.persona);
};

/** The same line, forgotten in between: said back on request. */
export const repeat: Act = (scene: Scene) => {
  const last = scene.messages.findLast(({ role }) => role === "assistant");
  if (last === undefined || last.call !== undefined || last.content.length > 120) return greeting(scene);
  user(
    scene,
    "{|Sorry, |Hm? |What? |Excuse me, |Pardon, |Wait, |Hey, |OK, |Please }{can you {say that again|repeat that|repeat it|say it again}|could you {say that again|repeat that|repeat your answer|please repeat}|repeat {that|your last answer|what you said|your answer|it}|say that {again|once more}|what did you {just |}say|what was your {last |}answer|I missed that|I did not {get|catch|hear|understand} that|once more|again|come again|tell me again|what was that}{?|.||, please| please}",
  );
  scene.messages.push({ role: "assistant", content: last.content });
};
