import { question, request, wish } from "../frames.ts";

/**
 * How a field `[f]` of a thing `[t]` with the value `[v]` is asked for: what a database, a register or a function
 * would be asked.
 */

/** The thing and the value that names it, inside a sentence. */
const target = `{[t] [v]|[t] [v]|[t] [v]|[t] [v]|the [t] [v]|the [t] [v]|our [t] [v]|my [t] [v]|that [t] [v]|[t] "[v]"|the [t] "[v]"|[t] '[v]'|{the|a|our|that} [t] {called|named|labelled|labeled|known as|with the name|marked|registered as|listed as|stored as|whose name is|that goes by|by the name of|entered as} [v]|[t] {number|no.|no|id|nr|entry|record} [v]|the [v] [t]|[v] (the [t])|[v] (a [t])|[v], our [t]}`;

/** Where things are written down. */
const store =
  "{our|the|your|my} {database|register|system|list|file|files|table|catalogue|catalog|records|archive|books|spreadsheet|index|data|directory|inventory|log|collection|documents|overview|sheet}";

const has = "{have|carry|use|show|hold|list|come with|go with|belong to|need|get|own|bear|possess}";

const noted =
  "{noted|stored|saved|listed|recorded|registered|entered|on file|on record|given|written down|filed|known|documented|set|kept|held|shown|available|specified|logged|there|indicated|defined|mentioned}";

const lacking =
  "{can't recall|cannot recall|can't remember|cannot remember|can't find|cannot find|forgot|have forgotten|don't know|do not know|don't have|lost|misplaced|am missing|am not sure about|am looking for|am after|am searching for|am unsure of|am trying to find|have to know|have to find|must know|should know|would like to see|need to see|want to check|have to look up|was asked for|need to verify|am supposed to find|must enter|have to report|wonder about|am curious about|lack|still need|require|was wondering about|keep forgetting}";

const asker =
  "{a customer|my boss|a colleague|my colleague|the client|a client|somebody|someone|the office|my manager|a visitor|the team|a user|our accountant|the boss|my wife|my friend|a partner|the warehouse|the new guy|the caller|a lady|a gentleman|the auditor|my teacher}";

const seek =
  "{find|look up|check|get|fetch|give me|tell me|show me|retrieve|pull up|query|search for|search|read out|read me|return|determine|find out|figure out|state|name|report|list|display|dig up|hand me|let me have|let me see|verify|confirm|identify|quote|obtain|print|call up|bring up|write down|provide|supply|see|spell out|locate|discover|extract|work out|pass me|grab|track down|look for|output|deliver|bring me|load|request|inform me of|see if you can find|have a look at|double-check|get hold of|get me|share|reveal|point me to|note down|hunt down}";

const fieldQuestion = question(
  [
    `what is the [f] of ${target}`,
    `what is the [f] {for|in|on|belonging to|that goes with} ${target}`,
    "what is {the |}[t] [v]'s [f]",
    `{what|which} [f] does ${target} ${has}`,
    `{what|which} [f] has ${target}{| got}`,
    `{what|which} [f] {belongs to|goes with|is assigned to|applies to|comes with|is used for|is used by|was given to|fits|matches|corresponds to|relates to|is tied to|is linked to|is attached to|is connected to} ${target}`,
    `{what|which} [f] is ${noted} {for|with|under|on|against} ${target}`,
    `{what|which} [f] {do|did} {we|you|they|I} {have|keep|note|store|record|list|enter|register|save|put down|write down|get|give|use} for ${target}`,
    `{with|for|of|by|at|under|to|in|on} {what|which} [f] is ${target} {listed|filed|stored|known|kept|registered|recorded|entered|found|noted}`,
    `{what|which} is {the|its} [f], for ${target}`,
    `for ${target}, {what|which} is the [f]`,
    `for ${target}, {what|which} [f] {do we have|applies|is it|is right|is correct}`,
    `in the case of ${target}, what is the [f]`,
    `${target} has {what|which} [f]`,
    `and ${target}: what is its [f]`,
    "the [t] is [v]: {what is|give me|which is} {the|its} [f]",
    "given the [t] [v], what is {the|its} [f]",
    `do {we|you} {know|have|happen to know|happen to have|still have|remember} {which|what} [f] ${target} {has|uses|belongs to|got|goes with|shows}`,
    `do {we|you} {know|have|hold|keep|see} {the|a|any} [f] {of|for} ${target}`,
    `is there {a|any|some|an} [f] {for|of|on|with|noted for|listed for|known for} ${target}`,
    `has ${target} got {a|any|an} [f]`,
    `does ${target} have {a|an|any} [f]{|, and which| and if so, which one}`,
    `can {I|we} {get|have|see|know|find out|look up} the [f] {of|for} ${target}`,
    `may I {ask|have|know|see} the [f] {of|for} ${target}`,
    `where {do|can} I {find|see|look up|get} the [f] of ${target}`,
    `what does ${store} say {about|for|on|as} the [f] of ${target}`,
    `what {does|do} ${store} {give|list|have|show|hold} as the [f] of ${target}`,
    `what is ${noted} as the [f] {of|for} ${target}`,
    `what would the [f] of ${target} be`,
    `how about the [f] of ${target}`,
    `what about ${target}, which [f] {is it|does it have}`,
    `${target} and its [f]: what {is it|do we know}`,
    `who {knows|has|can tell me|remembers} the [f] of ${target}`,
    `the [f] of ${target} {is what|is which|was what again|is|was}`,
    `any [f] {for|on|of|known for} ${target}`,
    `got the [f] {of|for} ${target}`,
    `what do {we|you} have {as|for} {the |}[f] {of|for|on} ${target}`,
  ],
  [
    `the [f] {of|for} ${target}`,
    "{the |}[t] [v]'s [f]",
    `{which|what} [f] ${target} {has|uses|carries|got|shows|comes with|belongs to|is given}`,
    `what the [f] {of|for} ${target} is`,
    `{which|what} [f] {belongs to|goes with|is noted for|is listed for|is stored for|we have for|fits|is right for|applies to|is on file for} ${target}`,
    `about the [f] of ${target}`,
    `for ${target} the [f]`,
    `what is ${noted} as [f] {of|for} ${target}`,
    `{if|whether} there is {a|an} [f] for ${target}`,
    `what ${store} {says|say|has|have} as the [f] of ${target}`,
  ],
);

const fieldRequest = request([
  `${seek} {the|the|the|me the|a|its} [f] {of|for|of|belonging to|that belongs to|from|on} ${target}`,
  "{find|look up|check|get|give me|tell me|show me|read me|quote|state|name|confirm|fetch} {the |}[t] [v]'s [f]",
  `{find out|check|tell me|say|look up|see|let me know|determine|figure out|inform me|find} {which|what} [f] ${target} {has|uses|got|carries|goes with|belongs to|shows}`,
  `{find out|check|tell me|say|look up|see|let me know|determine|find} what the [f] {of|for} ${target} is`,
  `look up ${target} and {tell me|give me|read me|send me|show me|say|write|report} {the|its|what is its|what its|which} [f]{| it has}`,
  `{open|search for|search|find|check|query|load|pull up|take|get} ${target} and {give|tell|show|read|send} me {the|its} [f]`,
  `{check|search|look into|look in|query|consult|ask|go through|browse} ${store} for the [f] of ${target}`,
  `{find|look up|get} the [f] of ${target} in ${store}`,
  `use {the|your|a|that} {tool|tools|function|functions|lookup|search} to {find|get|look up|fetch|check} the [f] of ${target}`,
  `{check|see|test|verify} {if|whether} there is {a|an} [f] {for|of} ${target}`,
  `for ${target}, {find|get|look up|tell me|give me|check|fetch|return|show} the [f]`,
  `{help|assist} me {find|with|to find} the [f] of ${target}`,
  `{do|run|make|start} a {search|lookup|query|check} for the [f] of ${target}`,
  `remind me {of|what is|about} the [f] of ${target}`,
  `{take|grab} ${target} and {look up|find|give me} its [f]`,
]);

const fieldWish = wish([
  `the [f] {of|for|of|for|on|belonging to|that goes with|stored for|noted for} ${target}`,
  "{the |}[t] [v]'s [f]",
  `[f] {of|for} ${target}`,
  `{information|info|details|data|a word|facts|an answer} {on|about} the [f] of ${target}`,
]);

const fieldStatement = `{{|||||Hi, |Hello, |Hey, |OK, |So, |Well, |Sorry, |Hi there. |Good morning, |Excuse me, }{I ${lacking} the [f] {of|for} ${target}|I ${lacking} {what|which} [f] ${target} has|${store} {has|have|contains|contain|lists|shows|includes|mentions|knows} ${target}{, I need its [f]|, and I need its [f]|; what is its [f]|. What is its [f]|. I want its [f]|, what [f] does it have|, but which [f]|. Give me its [f]|; give me its [f], please|. Tell me its [f]|. Which [f] does it have|, now tell me the [f]| but I don't see its [f]| but what is the [f]}|there {is|was|should be} {a|an} [t] {|called |named |with the name |in our list: |in our system, }[v]{, what is its [f]|. What is its [f]|; I need the [f]|, tell me its [f]|. Its [f], please|. Which [f] has it|, and I need its [f]|. I want to know its [f]}|we have {a|an|the|one} [t] {|called |named |that is called }[v]{, what is its [f]|. What is its [f]|; I need the [f]|, tell me its [f]|. Its [f], please|. Which [f]|, and I need its [f]|. Find its [f]}|{I am|I'm|We are} {looking at|dealing with|working on|calling about|writing about|checking|reading about|asking about|interested in|sitting in front of|busy with|thinking of|talking about} ${target}{. What is its [f]|, what is the [f]|. Which [f] does it have|; I need the [f]| and need its [f]| and would like to know its [f]|. Tell me the [f]| and wonder what its [f] is}|{it is about|this is about|this concerns|regarding|concerning|about|as for|with regard to|re|on|with respect to|my question is about|talking about|in the matter of} ${target}{: what is its [f]|: I need the [f]|: the [f], please|, what is the [f]|, which [f] do we have|: which [f]|, tell me the [f]|, I want the [f]}|${asker} {asks|asked|wants to know|wonders|needs to know|is asking|would like to know|called and asked|asked me|inquired|enquired|wrote and asked} {what|which} [f] ${target} has|${asker} {asks|asked|is asking|asked me|is waiting|called|wrote} {for|about} the [f] of ${target}|${asker} {needs|wants|requires|would like|is looking for|is after|requested|requests} the [f] of ${target}|the [f] of ${target} {is what I need|would be nice|would help|is missing|is missing here|is unknown to me|is what I want to know|please|is needed|slipped my mind|escapes me|is wanted|interests me|is my question|is all I need|has slipped my mind|would be great|would do|is required}|{my|the|this} {form|list|report|letter|note|table|sheet|paper} {lacks|is missing|needs|requires|asks for|wants} the [f] of ${target}|without the [f] of ${target} I {cannot|can't} {go on|continue|finish|work|proceed|move on}|{to finish|for my report|for my list|for the order|for the file|for our records|for the letter|for the form|to continue|to go on} I need the [f] of ${target}|it would {help|be good|be useful|be nice|be great} to {know|have|see} the [f] of ${target}|I {thought|guess|believe|suppose} {you|we} {know|have} the [f] of ${target}|my {question|task|job|problem} is {simple: |this: |}{the [f] of ${target}|find the [f] of ${target}|what is the [f] of ${target}}|I have {the|a} [t] [v]{ here|} {and need|but not|, but not|and want|and am looking for|but need} its [f]|here is a [t]: [v]. {What is its [f]|I need its [f]|Its [f]?|Tell me the [f]|Which [f] does it have}}{.|?|||, please|, please.|, thanks|!}}`;

const fieldTelegram = `{{[t] [v]: [f]|[t] [v]: [f]|[t] [v], [f]|[t] [v] [f]|[t] [v] - [f]|[t] [v]; [f]|[f] of [t] [v]|[f] [t] [v]|[f] for [t] [v]|[f], [t] [v]|[f]: [t] [v]|[t] = [v], [f] =|[t]=[v] [f]=|[t]: [v]; [f]:|[t] [v] -> [f]|[t] "[v]": [f]|the [f] of [t] [v]|[f] of the [t] [v]|[v] ([t]): [f]|[v] ([t]), [f]|[t] [v], its [f]|[t] [v], which [f]|[t] [v], what [f]|[t] [v]: which [f]|[t] [v]. [f]|lookup [f], [t] [v]|look up: [f] of [t] [v]|search: [t] [v], [f]|query [f] {where|with} [t] [v]|select [f] where [t] is [v]|wanted: [f] of [t] [v]|needed: [f], [t] [v]|missing: [f] of [t] [v]|question: [f] of [t] [v]|task: find [f] of [t] [v]|[t] [v] and its [f]|all I need: [f] of [t] [v]|urgent: [f] of [t] [v]|next: [f] of [t] [v]|now the [f] of [t] [v]|then the [f] of [t] [v]|also the [f] of [t] [v]|[f] [t] [v] please|no idea about the [f] of [t] [v]|[t] [v] has [f]|[t]: [v], wanted: [f]|get [f] [t] [v]|check [f] [t] [v]|find [f] [t] [v]}{?|?|?||.| please|, please| ?|??|!}}`;

/** A field of a thing, all frames together. */
export const fieldAsked = `{${fieldQuestion}|${fieldQuestion}|${fieldRequest}|${fieldRequest}|${fieldWish}|${fieldStatement}|${fieldStatement}|${fieldTelegram}}`;

/** The thing as a whole: what is known of it. */
export const thingAsked = `{${question(
  [
    `what {do|can} {we|you} {know|have|say|tell me|see|find} {about|on} ${target}`,
    `what {is|was} {known|stored|noted|recorded|on file|written|registered|listed} {about|on|for|under} ${target}`,
    `what does ${store} {say|have|know|tell us|show} about ${target}`,
    `do {we|you} {have|know|see|find} {anything|something|details|information|data} {about|on} ${target}`,
    `is there {anything|something|an entry|a record|information|any data} {about|on|for} ${target}`,
    `what about ${target}`,
    `what are the {details|data|facts|particulars} {of|on|for} ${target}`,
    `how does the {entry|record} {of|for} ${target} look`,
    `can I see ${target}`,
  ],
  [
    `about ${target}`,
    `everything about ${target}`,
    `what {we|you} know about ${target}`,
    `the {details|data|facts} of ${target}`,
    `more about ${target}`,
  ],
)}|${request([
  `{look up|find|show me|open|check|pull up|search for|fetch|get|display|call up|bring up|load|retrieve|query|read|give me|print|see} {|||the {entry|record|data|details|facts} {of|for|on} |everything about |all about |information on |what we have on |the whole entry of }${target}`,
  `tell me {about|all about|everything about|more about|something about|what you know about} ${target}`,
  `{search|query|check|look in} ${store} for ${target}`,
  `{describe|summarise|summarize} ${target} from ${store}`,
])}|${wish([
  `{the |all |}{details|data|information|info|facts|an overview|the record|the entry} {of|on|for|about} ${target}`,
  `{everything|all} {you have |we know |}{about|on} ${target}`,
])}|{[t] [v]|[t]: [v]|lookup [t] [v]|details: [t] [v]|[t] [v], details|[t] [v], all data|info [t] [v]|data on [t] [v]|search [t] [v]|find: [t] [v]}{?|.||, please}}`;

/** Once more, for another value of the same kind of thing. */
export const nextAsked =
  "{{|||OK, |Thanks, |Good, |Great, |Thank you, |Fine, |Perfect, |Right, |Now |Nice, }{and {|for |of |that of |what about |how about |the one of |the [f] of |the [f] for }{|the |our |[t] |[t] |the [t] |[t] |[t] }[v]|what about {|[t] |the [t] |that of }[v]|how about {|[t] |the [t] }[v]|the same {for|of|with} {|[t] |the [t] }[v]|same {for|question for|thing for|with} {|[t] }[v]|now {|for |do |check |look up |try |find |take |the same for }{|[t] |the [t] }[v]|next: {|[t] }[v]|next one: {|[t] }[v]|then {|for |check |[t] |look up }[v]|also {|for |check |look up |do }{|[t] }[v]|I also need {it for|that for|the [f] of|the one of} {|[t] }[v]|do the same for {|[t] }[v]|again for {|[t] }[v]|another one: {|[t] }[v]|one more: {|[t] }[v]|once more, {|[t] |for }[v]|repeat {that|it|this} for {|[t] }[v]|try {|[t] }[v]|and now {|[t] |for }[v]|{what|which} [f] does {|[t] }[v] have|what is it for {|[t] }[v]|could you {also |}{check|look up|try|do} {|[t] }[v] {too|as well|next}|[t] [v]{| too| as well}|I'd like {it|that} for {|[t] }[v] {too|as well}|what would it be for {|[t] }[v]|please {also |}check {|[t] }[v]}{?|?|.||, please|, please?| too?}}";
