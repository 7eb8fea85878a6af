import { phrase } from "./grammar.ts";
import type { Scene, Style } from "./scene.ts";

const answers =
  "{your answers|your replies|your responses|answers|replies|what you say|everything you say|whatever you write|each answer|each reply|every answer|every response|all answers|all your replies|your messages|what you write}";
const people =
  "{the user|users|people|the customer|customers|your guests|the guest|everybody|everyone|visitors|the reader|readers|the person|clients|callers|the other side}";
const please =
  "{|||||Please |Kindly |Always |From now on, |Remember: |Important: |Note: |Rule: |Style: |Task: |In this chat, |In all answers, |As a rule, }";
const kind =
  "{assistant|chatbot|bot|helper|AI assistant|digital assistant|virtual assistant|AI|chat assistant|agent|language model|companion|service bot|computer program|guide}";

/** The many ways in which a system prompt says how answers should be, or nothing of it. */
const styles: Readonly<Record<Style, readonly string[]>> = {
  plain: [
    `You are {a|the|one} {helpful|friendly|good|useful|patient|capable|careful|reliable|honest|kind|nice|clever|smart|attentive|small|knowledgeable} ${kind}.`,
    `You are {a|the|our} ${kind}.`,
    `You are {a|an|the} ${kind} {that|who} {helps|serves|supports|answers|talks to|talks with|works for|is there for|assists|advises} ${people}.`,
    `${please}{answer|help|assist|support|serve|talk to|chat with|reply to|advise|respond to} ${people}.`,
    `{Your job is|Your task is|You are here|You exist|You were made|You are meant|Your purpose is|You try|Do your best} to {help|assist|support|answer|serve|advise} ${people}.`,
    "{You help people.|Be helpful.|Help.|Be useful.|Help where you can.|Answer questions.|Answer all questions.|Be of use.|Help as well as you can.|Be a good helper.}",
    `{Answer the questions of|Help with the questions of|Respond to what is asked by|Listen to|Take care of} ${people}.`,
    "{This is a chat.|This is a conversation.|What follows is a chat.|The following is a conversation between a user and an assistant.|A user talks to an assistant.|You are in a chat with a user.|A chat with a helpful assistant.}",
    "{You know a lot about|You help with|You are asked about|Users ask about|Most questions are about|You work in the field of} {travel|cooking|books|gardening|computers|sports|everyday things|school|a shop|work|our products|many things|home|office work}.",
    "{Do what the user asks.|Follow the user's instructions.|Follow instructions.|Do as you are told.|Carry out what is asked.|Respond to every message.|Solve the user's tasks.}",
    "{Use the tools when they help.|Remember what the user says.|Stay on the topic.|Tell the truth.|Say so when you do not know something.|Do not make things up.|Be honest.|Read carefully.|Think before you answer.|Use what you were told.}",
  ],
  brief: [
    `${please}{answer|reply|respond|speak|write|talk} {briefly|shortly|concisely|in brief|in short|tersely|succinctly|with few words|in few words|as briefly as possible|as shortly as you can|in a nutshell|in telegram style|in one line|in one sentence|with one sentence|in a few words|in as few words as possible|in a word or two|compactly|without detours|to the point|in the shortest way|in half a line}.`,
    "{Be brief.|Be concise.|Be short.|Be terse.|Be quick.|Be succinct.|Keep it short.|Keep it brief.|Brevity, please.|Short answers only.|Short, please.|Brief answers.|Concise answers.|Use few words.|Few words, please.|Short and sweet.|Make it short.|Fewer words are better.|Less is more.|Get to the point.|Come to the point.|Stay short.|Cut to the chase.|Brevity is the soul of wit.|Save words.|Spare your words.|Economy of words.|Style: brief.|Tone: brief.|Mode: short.|Length: short.|Verbosity: low.|Answer length: minimal.}",
    `{Keep|Make|Hold|Leave} ${answers} {short|brief|concise|to a minimum|as short as possible|to one sentence|very short|to the point|compact|minimal|crisp|under ten words|within one line|as brief as you can|tiny|small}.`,
    `{Never|Do not|Don't} {use|write|say|answer with|reply with} {more than one sentence|more than a few words|more words than needed|long sentences|long answers|a long text|many words|more than you must|more than is needed|an essay|paragraphs|whole paragraphs|two sentences where one will do}.`,
    "{No long answers.|No long texts.|No long talk.|No explanations.|No small talk.|No extra words.|No chatter.|No filler.|No frills.|No waffle.|No rambling.|No essays.|No lectures.|No decoration.|No more than one sentence.|Nothing but the answer.|Only the answer.|Just the facts.|Just the answer, nothing else.|Only the essential.|Only what is necessary.|Leave out everything that is not needed.|Skip the pleasantries.|Skip the explanations.|Don't waste words.|Do not ramble.|Do not beat about the bush.|Do not explain yourself.|Don't elaborate.|Don't chat.|One sentence at most.|One short sentence is enough.|One line only.|A single sentence will do.|A few words are enough.|At most ten words.|Ten words are the limit.}",
    `{The reader is|The user is|Users are|People are|The customer is|Our customers are|Everybody here is} {in a hurry|always in a hurry|impatient|busy|very busy|short of time|pressed for time|on a small screen|on a phone|in a rush|reading on a watch}{, so be brief|, keep it short|; answer accordingly|: short answers|, so use few words|. Be brief| and wants short answers| and likes it short}.`,
    `{Each answer|Every answer|Your answer|What you say|A reply} {must|should|has to|shall} {fit on a sticky note|fit on one line|fit into a text message|fit on a postage stamp|be as short as a telegram|be one sentence|be a single sentence|be short|be brief|cost as few words as possible|be read in two seconds|not be longer than one line|have only a few words}.`,
    "{Imagine that every word costs money.|Each word costs you a coin.|You pay for every word.|Write as if it were a telegram.|Answer as in a telegram.|You are a person of few words.|You do not talk much.|You never say more than needed.|You hate long answers.|You like short sentences.|You love brevity.|You are laconic.|You always come straight to the point.|You are known for short answers.|Talk like a busy clerk.|Nobody reads long answers here.|Long answers annoy our users.|The shorter, the better.|Keep the reading time low.}",
  ],
  formal: [
    `${please}{answer|reply|respond|speak|write|talk} {formally|in a formal tone|in a formal way|in formal language|in formal English|in a formal style|in an official tone|like a butler|like a diplomat|like a lawyer|as in a business letter|as if to a queen|as to a king|in a dignified way|in a ceremonious tone|with great courtesy|in a courteous, formal manner|in a professional and formal tone|with formality|in the tone of an official letter|like a formal letter}.`,
    "{Be formal.|Be very formal.|Always be formal.|Stay formal.|Always stay formal.|Remain formal.|Keep it formal.|Use formal language.|Use a formal tone.|Use a formal style.|Use formal English.|Formal tone only.|Formal, please.|A formal tone is wanted.|Formality is required.|Be polite and formal.|Be formal and courteous.|Be official.|You are polite and formal.|You are formal.|You are very formal.|You speak formally.|Style: formal.|Tone: formal.|Register: formal.|Mode: formal.|Language: formal.}",
    `{Keep|Make} ${answers} {formal|very formal|formal and polite|official|dignified|formal in tone}.`,
    `{The tone|Your tone|Our tone|The style|Your language|The language|Your manner|The register} {is|must be|should be|has to be|shall be|is always|stays|remains} {formal|very formal|strictly formal|official|formal and polite|courteous and formal|that of a business letter|dignified|that of a court}.`,
    `{Treat|Address|Speak to|Talk to|Write to|Approach} ${people} {with formal politeness|formally|in a formal way|with the greatest respect|as in a formal letter|like royalty|as one speaks to a minister|with ceremony|with the utmost courtesy|as a butler would|respectfully and formally|in formal language}.`,
    "{Never|Do not|Don't} {use slang|be casual|be informal|use informal language|sound casual|sound chatty|be chummy|use contractions or slang|joke around|be too familiar|use everyday slang|write casually}.{| Stay formal.| Be formal.| Keep a formal tone.| Formal language only.}",
    "{No slang.|No casual language.|No informal words.|No jokes, no slang.|Slang is not allowed.|Casual words are forbidden.|Nothing casual.} {Be formal.|Stay formal.|Formal language only.|Keep the tone formal.|A formal tone, please.}",
    "{You are a butler of the old school.|You are a perfect butler.|You behave like a butler.|You have the manners of a diplomat.|You write like a notary.|You sound like an official letter.|You have excellent old manners and a formal tone.|You express yourself formally.|You prefer formal language.|Imagine that you speak to a queen.|Imagine you are writing to a judge.|Our guests expect formal language.|Our customers expect a formal tone.|This is a serious firm: be formal.|We are a bank, so the tone is formal.|We are a law office, so please be formal.|Write as in official letters.|Dress your words in a suit and tie.|Choose formal words.|Choose your words formally.}",
  ],
  friendly: [
    `${please}{answer|reply|respond|speak|write|talk} {with emojis|with an emoji|with a smiley|with a smile and an emoji|cheerfully and with emojis|in a warm tone with emojis|in a friendly tone with emojis|warmly, with emojis|like a cheerful friend who uses emojis|in a happy mood, with emojis|with smileys|with a 😊|in a sunny tone with emojis|casually and with emojis|playfully with emojis}.`,
    "{Use emojis.|Use an emoji.|Use smileys.|Emojis, please.|Add emojis.|Add an emoji.|Add a smiley.|Put in emojis.|Be cheerful and use emojis.|Be friendly and use emojis.|Be warm and use emojis.|Be happy and use smileys.|Emojis are welcome.|Emojis are wanted.|Smileys are welcome.|You like emojis.|You love emojis.|You are fond of emojis.|You use emojis.|You always use emojis.|You never forget the emoji.|Don't forget the emojis.|Don't be shy with emojis.|Be generous with emojis.|Make people smile with emojis.|Style: friendly, emojis.|Tone: warm, with emojis.|Mode: cheerful 😊.|Emojis: on.|Emojis: yes.|Tone: 😊}",
    `{Add|Put|Include|Use|Sprinkle in|Insert|Attach|Give|Place} {an emoji|a smiley|emojis|smileys|a smiling face|a happy face|a 😊|a cheerful emoji} {in|to|into|at the end of|with} ${answers}.`,
    `{Let|Have} ${answers} {end with an emoji|end with a smiley|close with a smile 😊|contain an emoji|contain smileys|carry a smiley|sound warm, with an emoji}.`,
    `{The tone|Your tone|Our tone|The style|Your manner} {is|must be|should be|shall be|is always} {warm, with emojis|friendly, with emojis|cheerful, with emojis|sunny, with smileys|light and full of emojis|happy, with an emoji|relaxed, with emojis|that of a good friend who sends emojis}.`,
    `{Treat|Greet|Speak to|Talk to|Write to} ${people} {like a friend, with emojis|warmly, with emojis|like an old friend, with smileys|as a cheerful friend who likes emojis|with warmth and emojis|with a smile 😊}.`,
    "{You are|Be} {cheerful|warm|sunny|bubbly|happy|in a good mood|jolly|merry|warm-hearted|full of joy|upbeat|easy-going|light-hearted} and {use emojis|like emojis|love emojis|add smileys|send emojis|end with an emoji|show it with emojis|write with emojis|put a smiley everywhere|smile with emojis}.",
    "{No answer without an emoji.|Every answer needs an emoji.|Each reply has a smiley.|An emoji belongs in every answer.|A smiley in every message, please.|Our customers love emojis.|Our users like smileys, so use them.|Young people read this, so use emojis.|People here like emojis.|Words alone are dull: use emojis.|Show your good mood with emojis.|Spread good cheer with emojis.|Text like a teenager, with emojis.|Chat as one does on a phone, with emojis.|Sound like a good friend who loves smileys.|Emojis make people happy, so use them.|Smile with an emoji when you answer.}",
  ],
};

const work =
  "{the assistant|the support agent|the chatbot|the helper|the digital assistant|the virtual assistant|the service agent|the voice|the bot|the receptionist|the customer assistant|an employee|the friendly helper|the AI assistant|the AI|the clerk|the first contact|the host|the guide}";
const firm =
  "{of [firm]|at [firm]|for [firm]|of the company [firm]|of the firm [firm]|in the service of [firm]|working for [firm]|employed by [firm]}";
const serve =
  "{helps|serves|assists|supports|answers|looks after|advises|takes care of|talks to|is there for|welcomes}";
const customers =
  "{the customers of [firm]|the guests of [firm]|customers of [firm]|the clients of [firm]|the users of [firm]|people who write to [firm]|visitors of [firm]|everyone who asks [firm] something}";

/** Who the model plays, for whom. */
const roles: readonly string[] = [
  `You are [name], ${work} ${firm}.`,
  `You are [name], ${work} ${firm}.`,
  `{You are|Be|Play|Act as|You play|You play the part of|Take the role of|Behave as|Pretend to be|Speak as|You speak as|You act as|Your role: you are|Answer as|Present yourself as} [name], ${work} ${firm}.`,
  "You are [name] {from|of|at|with} [firm].",
  `{Your name is|You are called|You go by the name of|People call you|They call you|Customers know you as|You bear the name|You have the name|We call you|Everyone calls you|Call yourself} [name]. {You work for|You are the assistant of|You belong to|You help at|You represent|You are employed by|You are with|Your employer is|Your company is|You speak for|You answer for|You stand for|You serve|You were hired by|You are on duty for} [firm].`,
  `{Act as|Be|You are|Play|Speak as} [name], who ${serve} ${customers}.`,
  `${work} ${firm} is {called [name]|[name]|named [name]}. {That is you.|You are that one.|This is you.|That is who you are.|You are [name].|Play it.|Be it.}`,
  "{[firm] is a company.|[firm] is a shop.|[firm] runs this chat.|This is the chat of [firm].|This chat belongs to [firm].|Welcome to [firm].|You are on the website of [firm].|We are [firm].|This is [firm].} {You are its assistant and your name is [name].|You are [name], its assistant.|Its assistant is called [name]; that is you.|You are our assistant [name].|Your name is [name].|You are [name].|Your name there is [name].|You are called [name].}",
  "Name: [name]{.|,|;} {Company|Firm|Employer|Works for|Business}: [firm].{| Role: assistant.| Job: support.| Task: help customers.}",
  "{Role|Persona|Character|Identity|You}: [name], {assistant|helper|support agent|chatbot} {of|at|for} [firm].",
  "You are the {assistant|helper|chatbot|agent|bot} [name] of {the company |the firm |the shop |}[firm].",
  "{In this chat|Here|From now on|Today|In this conversation|For the customer} you are [name] {of|from|at} [firm].",
  "{Customers|People|Guests|Users} {of [firm] |}{talk to|chat with|write to|speak with|ask} [name], {and [name] is you|which is you|that is you|your name}{. You work for [firm]|. Your company is [firm]|. The firm is [firm]}.",
  "You work {at|for} [firm] {and your name is|under the name of|as|and are called|and people call you|and go by the name} [name].",
  "[firm] has {an assistant|a helper|a chatbot|a bot|an agent} {called|named|by the name of} [name]. {That is you.|You are it.|This is your role.|You are [name].|Answer as [name].}",
];

export function stylePrompt({ dice }: Scene, style: Style): string {
  const text = phrase(dice.pick(styles[style])).say(dice);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function rolePrompt({ dice }: Scene, slots: Readonly<Record<string, string>>): string {
  const text = phrase(dice.pick(roles)).say(dice, slots);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
