/** What is said to people everywhere, with an answer that promises nothing. */
export interface Line {
  readonly asked: readonly string[];
  readonly plain: string;
  readonly brief: string;
}

const end = "{!|.|||!!| :)}";
const friend =
  "{|||||| assistant| bot| friend| computer| everyone| my friend| Parley| buddy| machine| you| mate| pal| dear| model| there| all| folks| chatbot| AI| robot| sir| madam| old friend| my dear| helper| stranger| team}";
const hi =
  "{Hi|Hello|Hey|Hi there|Hello there|Hey there|Hiya|Greetings|Yo|Howdy|Good day|Hey hey|Hello hello|Heya|Hi again|Hello again|Hey you|Hallo|Helo|Hullo|Salutations|Ahoy|G'day|Hey ho|Welcome back|Oi|Hi hi|Well hello|Oh hi|Oh hello|Why hello|Salut|Aloha|Bonjour|Ciao|Hola|Servus|Namaste|Hoi|Moin}";
const now =
  "{||| today| now| right now| at the moment| this morning| this evening| these days| tonight| lately| again| this week}";

export const lines: Readonly<Record<string, Line>> = {
  hello: {
    asked: [
      `${hi}${friend}${end}`,
      `${hi}${friend}${end}`,
      `${hi}${friend}, {can|could|would|will} you help me{| with something| a bit| today}?`,
      `${hi}${friend}, {are you there|anyone there|is anybody there|do you hear me|are you awake|is someone here|can you hear me|anybody home|are you online|still there|are you ready|do you read me|does this work|is this thing on}?`,
      `${hi}${friend}, {nice to meet you|good to see you|nice to see you|pleased to meet you|glad to meet you|a pleasure|good to be here|long time no see|happy to meet you|I am back|here I am|it is me again|I am new here|first time here|good to be back}{!|.|}`,
      `${hi}${friend}, {I have a question|I need some help|I need help|got a minute|do you have a minute|can we talk|I want to chat|may I ask you something|I want to ask you something|I would like to talk|let us talk|let's chat|shall we chat|do you have time|I need your advice|I have a small problem|I want to try you|I want to test you|let's start|I'd like to begin}{?|.|}`,
      "{Is|are} {anybody|anyone|somebody|someone} {there|here|home|in|around|listening|awake}{?|??}",
      "{Are you|you} {there|here|awake|ready|online|listening|around|still there|working|on}{?|??}",
      "{Knock knock|Test|Testing|This is a test|Just a test|Ping|Hello world|One two three, test|A greeting|Say hello|Say hi|Greet me|Greet me, please|Can you say hello|I say hello|I just wanted to say {hi|hello}|I wanted to greet you|Let me say hello|Sending greetings|Best greetings|My greetings to you}{!|.||}",
      "{Nice|Good|Pleased|Glad|Happy|Lovely|Great|Delighted} to {meet|see|know|talk to|chat with|write to} you{| again| here| today| too}{!|.|}",
      "{Let's|Let us|Shall we|Can we|May we|Could we|I want to|I would like to|I'd like to} {talk|chat|start|begin|have a chat|have a talk|talk a bit|chat a little|have a conversation|start a conversation}{!|.|?|}",
    ],
    plain:
      "{Hello|Hi|Hi there|Hello there}! {How can I help you?|What can I do for you?|How can I help you today?}",
    brief: "Hello!",
  },
  morning: {
    asked: [
      `{|Hi, |Hello, |Oh, |Hey, |Well, |Ah, }{Good morning|Morning|A very good morning|Top of the morning|Good mornin|Gm|Mornin|A wonderful morning|Happy morning|The best of mornings|A good morning|I wish you a good morning|Have a good morning|Bright and early, good morning|Rise and shine|Wakey wakey, good morning|Lovely morning}{| to you}${friend}{!|.||, how are you?|, how did you sleep?|, did you sleep well?|, are you awake?|, let's start.|, here I am.}`,
    ],
    plain: "Good morning! {How can I help you?|What can I do for you?}",
    brief: "Good morning!",
  },
  evening: {
    asked: [
      `{|Hi, |Hello, |Oh, |Hey, |Well, |Ah, }{Good evening|Evening|A very good evening|A lovely evening|A good evening|Good evenin|I wish you a good evening|Happy evening|A pleasant evening|A nice evening}{| to you}${friend}{!|.||, how are you?|, how was your day?|, are you there?|, it is late.|, I am back.}`,
    ],
    plain: "Good evening! {How can I help you?|What can I do for you?}",
    brief: "Good evening!",
  },
  afternoon: {
    asked: [
      `{|Hi, |Hello, |Oh, |Hey, |Well, |Ah, }{Good afternoon|Afternoon|A very good afternoon|A good afternoon|A lovely afternoon|I wish you a good afternoon|A pleasant afternoon|Happy afternoon}{| to you}${friend}{!|.||, how are you?|, how is your day?|, are you there?|, I am back.}`,
    ],
    plain: "Good afternoon! {How can I help you?|What can I do for you?}",
    brief: "Good afternoon!",
  },
  how: {
    asked: [
      `{|||Hi, |Hello, |Hey, |Hi! |So, |And |Hey there, |Good morning, |yo |Well, |Tell me, |Good evening, |Hello! |Oh, |Now }{How are you{| doing| feeling| getting on| keeping| holding up| coping}${now}|How is it going${now}|How's it going|How are things{| with you| going| at your end| over there}|How do you do|How have you been{| lately| doing}|How do you feel${now}|How is {life|everything|business|your life|your morning|your evening|your week|the day|work|all}{| with you| so far| treating you| going}}{?|?|??|}`,
      "{|||Hi, |Hello, |Hey, |So, |And |Well, }{What is up|What's up|Whats up|Wassup|Sup|Wazzup|What's cooking|What is new|What's new|Any news with you|What's going on with you|How's tricks|How's life|How is your day{| so far| going}|How was your {day|night|weekend|week|morning|evening}|How goes it|How goes the day|How did you sleep|Did you sleep well}{?|?|??|}",
      "{|||Hi, |Hello, |Hey, |So, |And |Well, }{All good{| with you}|Everything {okay|fine|good|alright|all right|well|in order}{| with you}|Is everything {okay|fine|good|all right|well|in order}{| with you}|Is all {well|good}{| with you}|You {okay|all right|good|well}|You doing {okay|well|good}|Are you {well|okay|fine|all right|good|in good shape|doing well|doing okay|feeling well|in a good mood|in good spirits|happy and well}{| today| now}|Having a {good|nice} {day|time|one}|I hope you are {well|fine|good|okay}|Hope you are {well|fine|okay}}{?|?|??|}",
      "{I'm fine, |I am good, |Fine here, |I am well, }{and you|and how are you|how about you|what about you|how are you|yourself|and yourself}{?|?|??}",
      "{Tell me|Can you tell me|I want to know|I would like to know|I wonder|May I ask|Let me ask|Do tell me|I just wanted to ask} how {you are{| doing| feeling}|you feel|it is going|things are|your day is{| going}|life is}{| today}{?|.|}",
    ],
    plain: "I am {doing well|fine}, thank you! {How can I help you?|What can I do for you?}",
    brief: "Fine, thank you.",
  },
  thanks: {
    asked: [
      `{|||OK, |Great, |Perfect, |Nice, |Super, |Cool, |Wonderful, |Alright, |Oh, |Wow, |Yes, |Awesome, |Excellent, |Good, |Lovely, |Brilliant, |Fantastic, |Ah, |I see, |Got it, }{thanks|thank you|thanks a lot|thank you very much|many thanks|thank you so much|thanks so much|thanks a million|much appreciated|I appreciate it|I appreciate your help|cheers|thanks a bunch|thanks a ton|a thousand thanks|thx|ty|tysm|thank u|thanks again|thank you again|thank you kindly|thanks very much|thank you ever so much|my thanks|I thank you|I am grateful|I am very grateful|I'm so thankful|much obliged|I owe you one|bless you|thanks indeed|thanks in advance|big thanks|warm thanks|cheers mate|merci|gracias|danke|grazie}${friend}${end}`,
      `{|OK, |Great, |Perfect, |Wow, |Oh, }{thanks|thank you|many thanks|a big thank you|thanks a lot|I am grateful|I want to thank you} for {your|the|all the|all your|that|this} {help|answer|time|support|information|reply|kindness|patience|advice|tip|explanation|effort|work|quick reply|hint|service|assistance|chat|conversation|good answer|joke}${end}`,
      `{|OK, |Great, |Wow, |Oh, |Yes, }{that was|this was|it was|that's|that is|this is|your answer was|your answer is} {|very |so |really |quite |extremely |super }{helpful|useful|kind|nice of you|good|great|perfect|excellent|clear|good to know|what I needed|exactly right|spot on|lovely|wonderful|amazing|fantastic|brilliant|well done|kind of you|sweet of you|impressive|a great help|a good answer}${end}`,
      `{|OK, |Wow, |Oh, |Yes, }{that|this|it|your answer} {|really |certainly |truly }{helps|helped|was a help|did the trick|solved it|saved me|saved my day|made my day|worked|was worth it}{| a lot| me| me a lot| very much}${end}`,
      "you {|really |truly }{helped me|saved me|saved my day|made my day|did a good job|did well|did great|know your stuff|were a great help|are a great help}{| a lot| today}{!|.||}",
      `you {have been|were|are} {|very |so |really |most |extremely }{helpful|kind|useful|nice|great|friendly|patient|polite|good|clever|smart|fast|quick|sweet|charming|clear|funny|brilliant|lovely}${end}`,
      `{|OK, |Wow, |Oh, |Haha, }{good job|well done|great work|nice work|good work|great job|nice job|excellent work|good bot|good one|nice one|lovely|brilliant|exactly what I needed|just what I needed|just right|bravo|hats off|kudos|respect|five stars|ten out of ten|two thumbs up|top|keep it up|keep up the good work|way to go|good answer|great answer|perfect answer|excellent answer|a fine answer|nice answer|impressive|I am impressed|I love it|I like it|I love you|I like you|I like your {answer|answers|style|humour}|I love your {answer|answers|style}|I am {happy|pleased|satisfied|very happy|delighted} with {that|your answer|you|the answer|it}}${end}`,
      `you are {the best|great|awesome|amazing|very kind|so nice|a star|wonderful|really helpful|a genius|an angel|a treasure|a gem|a lifesaver|a darling|cool|fantastic|my hero|a good model|a good assistant|a great bot|number one|incredible|top|a legend|a real help|better than I thought|the nicest|so clever|so smart}${end}`,
    ],
    plain: "You are welcome!{| Is there anything else I can do?| I am happy to help.}",
    brief: "You are welcome!",
  },
  bye: {
    asked: [
      `{|||OK, |Well, |Thanks, |Thank you, |Alright, |So, |Great, |That is all, |That's it, |Okay then, |Good, |Fine, |Right, |Now, |Oh, it is late, |Perfect, }{bye|goodbye|bye bye|good bye|bye for now|bye then|bye now|see you|see you {later|soon|tomorrow|around|next time|again|then|on Monday|next week|in the morning|tonight|another day}|good night|goodnight|nighty night|night night|night|talk to you {later|soon|tomorrow|again|another time|next week}|catch you later|farewell|take care|so long|ciao|cya|adieu|au revoir|adios|tschüss|hasta la vista|till then|till tomorrow|till next time|toodles|ta ta|laters|later|see ya|see ya {later|soon|tomorrow}|cheerio|peace out|over and out|until {next time|tomorrow|later|then|we meet again|Monday|soon}|we talk {later|tomorrow|soon}|have a {nice|good|great|lovely|wonderful|pleasant|fine} {day|evening|weekend|time|one|night|week|afternoon|rest of the day|holiday}|sleep well|sweet dreams|rest well|all the best|best wishes|keep well|stay {safe|well|healthy|cool}|be well|enjoy {your day|the evening|your weekend|the rest of the day}|good luck}${friend}${end}`,
      "{|||OK, |Well, |Thanks, |Alright, |So, |Sorry, |Oh, |Right, |Now }{I have to {go|leave|run|stop|get going|be off|log off|get back to work|catch my bus|cook|hang up|sign off}|I need to {go|leave|run|stop|sleep|log off|get going|work}|I must {go|leave|run|be going|be off|stop}|I am {off|leaving|going|done|out|out of here|going home|going to bed|off to work|off to bed|logging off|finished|signing off|heading out|about to leave}|I'm {off|leaving|going|done|going home|logging off|out}|I will {go|leave|be off|stop here|be back|come back|come back tomorrow|be back later|return tomorrow|write again tomorrow}|I should {go|leave|be going|sleep|get back to work}|I'd better {go|be going|leave|be off}|I {want|would like} to {stop|end this|leave|finish here}|gotta {go|run|leave|dash}|got to {go|run|leave}|time to {go|leave|sleep|say goodbye|stop|work|go home}|it is {late|time to go|bedtime}, {bye|goodbye|good night|see you}}{| now| soon| then}{!|.||!!| :)}",
      "{|OK, |Well, |Thanks, |No, |No thanks, |Great, |Fine, |Thank you, }{that is all{| for today| for now| I needed| from me| I wanted to know}|that's all{| for today| for now| folks| I need}|that will be all|that would be all|nothing else|nothing more|no more questions|no further questions|I have no more questions|I have no other questions|we are done{| here| for today}|we're finished|let's stop here|let us end here|let's call it a day|end of chat|end of conversation|the end|this is the end|enough for today|I have all I need|I got what I needed|I am satisfied, bye|no, that is all|no, nothing else|you can go now|you may go|you can rest now|close the chat|we can stop now|done for today|leave me now, bye}{!|.||}",
      "{until|I'll see you|I will see you|we meet|let us talk|let's talk|speak to you|write you|hear you} {again soon|tomorrow|soon|later|next week|again|another day}{!|.|, bye!|, goodbye.|}",
    ],
    plain: "Goodbye! {Have a nice day!|Have a good time!|See you soon!}",
    brief: "Goodbye!",
  },
  fine: {
    asked: [
      `{|||Yes, |Oh, |Well, |Thanks, |Thank you, |Hey, |Hi, }{I am|I'm|I feel|We are|I am doing|I am feeling|I'm doing|Today I am|I have been|My family is|Everybody is} {|very |really |quite |pretty |so |just |super |extremely |absolutely |doing |feeling }{fine|good|well|great|happy|okay|fantastic|excited|wonderful|in a good mood|cheerful|awesome|all right|better|much better|relaxed|proud|thankful|delighted|lucky|content|satisfied|full of energy|healthy|in love|perfect|splendid|optimistic|glad|over the moon|calm|rested|joyful|amazing}{| today| too| as well| right now|, thanks|, thank you| again| these days}{|||, {and you|how about you|what about you|yourself}}{.|!|?|}`,
      "{|Thanks, |Oh, |Well, }{not bad|not too bad|can't complain|could not be better|couldn't be better|all good|all well|all is well|all fine here|very well, thank you|fine, thanks|good, thanks|great, thanks|quite well, thank you|never better|so far so good|everything is {fine|good|great|okay|perfect}|life is {good|great|beautiful|wonderful}|it is going {well|great|fine|very well}|things are {good|going well|great|looking up}|my day is {good|great|going well|wonderful}|my day was {good|great|wonderful|lovely|nice}}{| today| here|, thank you|, thanks}{.|!|}",
      "{|Guess what, |Oh, |Wow, |Hey, |Yay, |Good news: }{I {passed|won|made|finished|got|did} {my exam|the test|the game|the race|my work|my first race|the job|a prize|my project|a new job|good news|it}|today {was|is} {a good day|my lucky day|a wonderful day|great|a beautiful day}|I had a {good|great|lovely|wonderful|fantastic} {day|time|weekend|holiday|trip|evening|night|party|meal}|I {slept|rested} {well|very well}|the sun is shining{| here}|it is {Friday|weekend} at last|I am on holiday|my {team|daughter|son} won|I am getting married|we are having a baby|I got {engaged|promoted|a raise}}{.|!|!!|}",
    ],
    plain: "I am glad to hear that! {How can I help you?|What can I do for you?}",
    brief: "Glad to hear that!",
  },
  sad: {
    asked: [
      `{|||Oh, |Well, |Hey, |Hi, |Honestly, |To be honest, |Sorry, |No, |Ah, }{I am|I'm|I feel|I am feeling|Today I am|Right now I feel|I have been|I feel so|We are|My wife is|My son is} {|very |really |so |quite |a bit |a little |pretty |too |rather |extremely |always }{sad|tired|unhappy|lonely|bored|angry|down|upset|stressed|exhausted|nervous|worried|sick|not well|not so good|depressed|frustrated|miserable|afraid|ill|hurt|scared|disappointed|ashamed|anxious|hopeless|lost|confused|heartbroken|homesick|in pain|in a bad mood|grumpy|broken|weak|weary|overworked|sleepy|restless|terrible|awful|bad|blue|gloomy|alone|desperate|jealous|helpless|not okay|not happy|burnt out}${now}{.|!||..|...}`,
      "{|Oh, |Well, |Sadly, |Hey, |Sorry, |Bad news: |Today |Yesterday }{my {dog|cat|grandmother|friend|grandfather|horse|rabbit|uncle|aunt|hamster} {died|is dead|passed away|is very ill|is sick|is in hospital|ran away}|my {girlfriend|boyfriend|wife|husband|partner} {left me|broke up with me|is angry with me|does not love me}|I {failed my exam|failed the test|got fired|lost my job|lost the game|had a bad day|had a terrible day|had an accident|broke my arm|broke my leg|slept badly|could not sleep|missed my train|cried all day|made a big mistake|have a cold|have a headache|have no friends|miss my family|miss my mother|miss her|miss him|hate my life|hate Mondays}|nobody {likes me|loves me|understands me|talks to me|came to my party}|everything {is bad|goes wrong|is terrible|hurts|is too much|is going wrong}|life is {hard|unfair|sad|difficult}|it was {a bad day|an awful day|a hard week}|nothing {works|goes right|makes sense}|the day is {bad|terrible|awful}}{.|!||..|}",
      "{not {so good|good|well|great|very well|so well|too good}|{pretty|really|quite} bad|could be better|it could be better|so so|terrible|awful|I've been better|bad, very bad|I am not doing well|I don't feel {good|well}|I do not feel {well|good|happy}|I can't {sleep|go on|stop crying|cope}|I need {a hug|comfort|somebody to talk to}|I want to cry|I feel like crying}{| today| now| lately| right now}{.|!||..}",
    ],
    plain:
      "I am sorry to hear that. {I hope you feel better soon.|I hope it gets better soon.} I am only a small demo model, but we can chat if you like.",
    brief: "I am sorry to hear that.",
  },
  joke: {
    asked: [
      "{|||Hi, |Hey, |OK, |Please |Now |Could you |Can you |Can you please |Will you |I am bored, |Come on, |So, |Would you |Hello, |Quick, |And now |Just }{tell me {a joke|a funny joke|another joke|something funny|one joke|a good joke|jokes|a short joke|a silly joke|a bad joke|a dad joke|one more joke|some joke|your best joke|a new joke|a clean joke|your favourite joke|a pun|a riddle that is funny}|make me {laugh|smile|giggle|grin}|say something {funny|silly|amusing|hilarious|witty}|give me {a joke|a laugh|a pun|another joke|something to laugh about|your best joke}|share {a joke|something funny|a pun}|cheer me up{| with a joke}|make a {joke|pun}|crack a joke|be funny|entertain me{| with a joke}|amuse me|tell a joke{| to my kids| to us}|try a joke|let me hear a joke|brighten my day{| with a joke}}{?|.||!| please| please?|, please}",
      "{I {want|would like|need|'d like|'d love|am in the mood for} {a joke|to hear a joke|to laugh|a laugh|something funny|a good joke|another joke|some humour|one more joke|jokes}|do you know {a joke|any jokes|a good joke|jokes|something funny|another joke|any good ones|funny stories}|have you got {a joke|any jokes|something funny|another one}|got any jokes|know any jokes|any jokes|another joke|one more joke|joke|joke time|joke please|a joke, please|time for a joke|how about a joke|what about a joke|what is your best joke|what's a good joke|what is a funny joke|is there a joke you like|can I hear a joke|may I hear a joke|which joke do you know|are you funny|do you have humour|do you have a sense of humour|can you be funny|can you joke|can you tell jokes}{?|.||!| please}",
    ],
    plain:
      "{Why did the lamp go to school? It wanted to be brighter.|What do you call a fish without an eye? A fsh.|Why was the clock sent out of the room? It would not stop ticking.|What did one wall say to the other wall? I will meet you at the corner.|Why did the book go to the doctor? It had hurt its spine.|Why is the sea so friendly? It waves.}",
    brief: "{Why is the sea so friendly? It waves.|Why did the lamp go to school? It wanted to be brighter.}",
  },
  yes: {
    asked: [
      "{Yes|Yeah|Yep|Sure|OK|Okay|Right|Of course|Correct|Exactly|Fine|Good|Alright|Great|Cool|I see|Got it|Understood|Makes sense|Interesting|Nice|Perfect|Wow|Really|Hm|Hmm|Ah|Aha|Oh|lol|haha|good to know|That is interesting|I understand|sounds good|no problem|never mind|it is fine|Super|Awesome|Excellent|Absolutely|Certainly|Definitely|Indeed|Agreed|I agree|True|That is true|That is right|That's right|Fair enough|Very well|Well well|So be it|As you like|As you wish|Whatever|Let it be|Forget it|Don't worry|no worries|it does not matter|not important|I don't mind|Maybe|Perhaps|We'll see|Possibly|Who knows|I don't know|I am not sure|No idea|Hehe|Hihi|Ha|Ha ha|LOL|rofl|wow, okay|Amazing|Fascinating|Impressive|Curious|Funny|That's funny|Very funny|How nice|How interesting|How funny|I did not know that|I knew that|I know|I thought so|As I thought|I guess so|I think so|I suppose so|I hope so|Same here|Me too|Likewise|Mhm|Uh-huh|Yup|Yess|Aye|Roger|Copy that|Noted|Check|Deal|Done|Ready|Go on|Continue|Nothing|Hooray|Yay|Whoa|Oh well|Oh really|Is that so|You don't say|You are right|You're right|Quite right|Good point|Clear|All clear|Bingo|Touché|That works|Works for me|It works|That will do|Good enough|Not bad|no thanks|no thank you|not now|no|nope|not really|not yet}{!|.|||..|, {okay|good|fine|I see|right|then}|, thanks}",
    ],
    plain: "{All right|Good}! {What would you like to do next?|What can I do for you?}",
    brief: "All right.",
  },
  sorry: {
    asked: [
      "{|||Oh, |Oops, |Ah, |Oh no, |Hey, |Wait, |Well, }{sorry|I am sorry|I'm sorry|I am so sorry|I'm really sorry|my mistake|my bad|my fault|it was my fault|excuse me|pardon|pardon me|I apologise|I apologize|my apologies|apologies|forgive me|please forgive me|I beg your pardon|I did not mean that|I didn't mean it|I didn't mean to be rude|that was rude of me|that was unfair of me|I was rude|I was wrong|I was too harsh|I should not have said that|I take it back|I did not want to hurt you|no offence|sorry about that|sorry for {that|the trouble|being rude|the confusion|the mess|the misunderstanding|the noise|my words|my typos|my bad English|the delay|wasting your time|shouting|bothering you|being late|my mistake|the inconvenience|asking so much}|please excuse {me|my English|my typos|the mess|my mistake}|wrong window|wrong chat|I pressed the wrong key|that was not for you|my cat walked over the keyboard|that was a typo}{!|.||..|}",
    ],
    plain: "No problem at all! {How can I help you?|What can I do for you?}",
    brief: "No problem.",
  },
  rude: {
    asked: [
      "{You are|You're|This is|That is|That was|What a|Your answer is|Your answers are|Your last answer was|All this is|What you say is|What you wrote is|Everything you say is|This answer is|This bot is|This model is} {|so |very |really |totally |completely |just |absolutely |pretty |too |quite }{stupid|dumb|useless|wrong|bad|terrible|awful|silly|nonsense|boring|slow|annoying|rubbish|not helpful|not right|ridiculous|a bad answer|no help|worthless|incorrect|false|a joke|garbage|trash|crap|an idiot|a liar|a waste of time|not true|a mistake|horrible|unhelpful|lame|weak|hopeless|disappointing|a disappointment|rude|clueless|mad|crazy|not good enough|ugly|pathetic|a failure|the worst|not what I asked|not what I wanted|off topic|confusing|unclear|meaningless|poor}{.|!||!!|, {you know|honestly|really|sorry}.}",
      "{|Oh, |Come on, |No, |Well, |Honestly, |Hey, |Sorry, but |Man, }{I {hate|dislike|do not like|don't like|can't stand|am tired of|am not happy with|am disappointed by|am angry with} {you|your answer|your answers|this|this bot|this chat}|you {know nothing|understand nothing|don't understand me|do not understand anything|don't listen|did not listen|never listen|make no sense|can't do anything|got it wrong|are no use|did not help|do not help me|didn't answer my question|did not answer|made a mistake|failed|disappoint me|annoy me|bore me|suck|talk rubbish|talk nonsense|repeat yourself|waste my time|forgot everything}|shut up|be quiet|stop it|stop talking|go away|get lost|leave me alone|that makes no sense|this makes no sense|that did not help|that does not help|this does not work|it does not work|that's wrong|that is not right|that is not what I {asked|meant|wanted|said}|I {expected|want|need} {more|better|a better answer}|how {stupid|dumb|useless|annoying|disappointing|boring}|what {nonsense|rubbish|a mess|a waste|a shame}|bad bot|bad answer|wrong answer|wrong|nonsense|rubbish|boo|you fool|idiot|try harder|do better|another bot is better|ChatGPT is better|my toaster is smarter}{.|!||!!|}",
    ],
    plain:
      "I am sorry. I am only a small demo model, so I make mistakes.{| A real model can be connected to this server.}",
    brief: "I am sorry. I am only a small demo model.",
  },
  wishes: {
    asked: [
      "{|||Hi, |Hello, |Hey, |Oh, }{I wish you a |Have a |}{merry Christmas|happy new year|happy Easter|happy holiday|happy birthday|happy Halloween|happy Monday|happy Friday|happy weekend|merry Xmas|happy Hanukkah|happy Diwali|happy Thanksgiving|happy anniversary|blessed Ramadan|happy Valentine's Day}{| to you| to you too| and all the best}{!|.||!!}",
      "{|Hi, |Hello, |OK, }{best wishes|season's greetings|all the best for you|I wish you {luck|a good time|all the best|well|only the best}|I wish you good luck|cheers to you|to your health|enjoy your meal|bon appetit|get well soon|congratulations|congrats}{!|.||}",
    ],
    plain: "Thank you, that is kind! {How can I help you?|What can I do for you?}",
    brief: "Thank you!",
  },
};
