/** Sentences of a field, by hand: cores of questions, of requests, and whole messages with the context first. */
export interface Patterns {
  readonly asks: readonly string[];
  readonly orders: readonly string[];
  readonly tales: readonly string[];
}

const split = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const patterns = (asks: string, orders: string, tales: string): Patterns => ({
  asks: split(asks),
  orders: split(orders),
  tales: split(tales),
});

/** By the names of the fields in `more-subjects.ts`. */
export const learnedPatterns: Readonly<Record<string, Patterns>> = {
  history: patterns(
    `in {what|which} {year|century|decade} did [x] {begin|end|fall|collapse|take place}
    who {ruled|governed|led|conquered|betrayed|defended|married} {the country|the empire|Rome|England|France|Russia} {during|before|after} [x]
    what {caused|ended|triggered|brought about|led to|sparked} [x]
    how many {people|soldiers|men} {died|fought|perished} {in|because of|during} [x]
    what was daily life like {under|during|at the time of} [x]`,
    `{retell|summarise|narrate} the {rise and fall|story|legacy|main events} of [x]
    put {these events|[x] and [y]|the wars of the century} in {chronological|the right} order
    name the {kings|emperors|generals|battles} of [x]`,
    `We visited a museum {in [town] |}and saw {a helmet|a coin|a map|swords} from the time of [x]. {What was it used for|How old might it be|Who fought then}?
    My {grandfather|grandmother} {fought|was born|grew up} around the time of [x]. What {was that like|happened then|do you know about those years}?
    I mix up [x] and [y] all the time. {Which came first|Who was who|Can you set me straight}?`,
  ),
  physics: patterns(
    `{what|how much} is the {speed|mass|energy|force|power} of {a train at [number] km per hour|a [noun] of [number] kg|a falling [noun]}
    why {do|does} {a bicycle stay upright|the sky look blue|a plane stay in the air|metal feel colder than wood|a mirror swap left and right|hot air rise|soap bubbles shine|a boomerang return}
    what {unit|formula|symbol|instrument} is used {for|to measure} [x]
    {can|could} anything {travel faster than light|be colder than absolute zero|escape a black hole|move without energy}
    which {physicist|scientist|experiment|law} {proved|discovered|explains|is behind} [x]`,
    `derive the {formula|equation} for [x]
    calculate how {far|high|fast|long} a [noun] {flies|falls|rolls|swings} {from [number] metres|at [number] metres per second|in [number] seconds}`,
    `A {ball|stone|[noun]} is {dropped|thrown} from a {tower|bridge|roof} of [number] metres. {How long does it fall|At what speed does it land|When does it hit the ground}?
    If I push a [noun] with [number] newtons, {how fast will it go|what is the acceleration|how much work is done}?
    {In class|On TV|At the lab} they {said|showed} that [x] {is everywhere|proves Einstein right|can be heard}. {Why is that|How come|Is that so}?`,
  ),
  chemistry: patterns(
    `what is the {chemical symbol|atomic number|boiling point|melting point|density|formula|molar mass} {of|for} {gold|silver|iron|oxygen|water|lead|tin|alcohol|salt|[x]}
    what happens {if|when} {you|I} {mix|combine|heat|burn|freeze} {bleach|vinegar|[x]|sodium|milk|wax} {and|with} {ammonia|water|lemon juice|[y]|sugar|alcohol}
    {is|are} {[x]|glass|milk|blood|battery acid} {an acid|a base|a liquid|an element|a compound|flammable|toxic|soluble in water}
    how many {protons|electrons|neutrons|atoms} {does|has} {carbon|helium|neon|[x]} {have|got|}`,
    `balance {this|the following|the} {equation|reaction}: {H2|CH4|Fe|Na} + {O2|Cl2} = ?
    {draw|name|classify} the {molecule|isomers|bonds} of [x]`,
    `I {spilled|swallowed|mixed|inhaled} a bit of {bleach|drain cleaner|[x]|paint thinner}. {Is it dangerous|What should I do|Do I need a doctor}?
    Our {lab|chemistry} report is about [x] and {our values are off|there is no handout|nothing turned blue}. {What went wrong|What should have happened|Which formula applies}?`,
  ),
  space: patterns(
    `how {far|distant|close} is {Mars|Jupiter|the Moon|Saturn|the nearest star|[x]} from {Earth|us|here|[y]}
    how {many moons does|long is a year on|cold is it on|heavy would I be on|big is} {Saturn|Mars|Neptune|Venus|Uranus|Pluto}{| have}
    is there {life|water|oxygen|gravity|gold|anyone} {on|in} {Mars|Europa|Titan|the Moon|other galaxies|space}
    who was the first {man|woman|animal|American|Russian|tourist} {in space|on the Moon|to orbit the Earth}
    when {is|was|will be} the next {eclipse|full moon|launch|meteor shower|moon landing|comet}`,
    `{describe|calculate|simulate} a {trip|flight|journey} to {Mars|[x]|the edge of the universe}
    {show me|draw} a {star chart|picture of [x]} for {tonight|[town]}`,
    `Last night I saw a {bright light|strange object|row of lights} {over [town]|in the east|moving fast}. {What was it|Could it be [x]|Satellites or aliens}?
    We got a telescope for Christmas. {Which planet can we look at first|What can be seen in [town] tonight|How do we find [x]}?`,
  ),
  nature: patterns(
    `how {long|many years|old} {do|does|can} {a [animal]|elephants|an oak|whales|a fly|[x]} {live|get|sleep|stay under water|carry its young}
    what do {[animal]s|hedgehogs|penguins|foxes|owls|frogs|squirrels|[x]} {eat|do in winter|sound like|drink|fear|look like}
    why do {cats purr|dogs wag their tails|birds sing|zebras have stripes|flamingos stand on one leg|leaves turn red|moths fly into light|cows have four stomachs}
    which animal {is the fastest|sleeps the most|has the biggest brain|lives longest|lays the largest eggs|never drinks|has three hearts|can change its colour}
    what is {a group of [animal]s|a baby [animal]|a female [animal]} called
    who would win, {a [animal] or a [animal2]|a shark or a crocodile|a lion or a tiger}`,
    `{identify|name|classify} this {bird|plant|insect|mushroom|tree|spider}: it {is brown with spots|has red wings|has five petals|smells of garlic}
    list {ten|all} {mammals|reptiles|birds|insects|fish} {of Europe|that lay eggs|that can fly|without teeth}`,
    `There is a {big|strange|tiny|green|hairy} {bug|spider|bird|snake|mushroom} in my {garden|bathroom|cellar|tent}. {What is it|Is it poisonous|Should I touch it|Does it bite}?
    On our walk we found a {young|wounded|dead} {owl|deer|fox|bat|swallow}. {What do we feed it|Who do we call|Can we take it home}?`,
  ),
  earth: patterns(
    `how {are|do|did} {mountains|islands|caves|diamonds|deserts|lakes|clouds shaped like lenses|rivers} {form|come about|made|begin}
    how {deep|hot|old|thick|salty|high} is the {ocean|Earth's core|crust|Dead Sea|atmosphere|deepest mine|ice of Antarctica}
    why is the {sky blue|sea salty|grass green|desert cold at night|sunset red|Earth round|Dead Sea so salty}
    what {would happen|happens} if {the Earth stopped spinning|all the ice melted|the moon vanished|it never rained again|the poles flipped}
    {which|what} is the {deepest|driest|hottest|coldest|wettest|windiest} {place|sea|lake|country|city} {on Earth|in the world|of all}`,
    `{predict|forecast|measure} the next {storm|flood|heat wave|eruption} {in|near} [town]
    draw the layers of {the Earth|the atmosphere|the soil}`,
    `{Lightning|A tree|Hail} {hit|struck|damaged} our {house|roof|car} {last night|in the storm}. {What are the odds|What should we check|Who pays}?
    On the beach {in [town] |}I found a {shiny|green|heavy|strange} stone. {What could it be|Is it amber|Is it worth anything}?`,
  ),
  geography: patterns(
    `what is the {highest mountain|longest river|biggest lake|largest city|smallest village|official language|currency|national dish|flag|area|time zone} {of|in} {Bolivia|Nigeria|Canada|Nepal|Ghana|New Zealand|Texas|Mongolia|Laos|France|Japan}
    which {countries|seas|states|cities} {border|are next to|lie on|surround} [x]
    how {many people live in|far is it to|big is|do I get to|old is|rich is} {[town]|[x]|Ghana|Siberia|Chile|Monaco|Paris|London}
    {which|what} {continent|country|sea|hemisphere|ocean} is [x] {in|on|part of}
    through {which|what} {cities|countries} does {the Danube|the Nile|the Rhine|the Mekong|the Amazon} {flow|run}`,
    `name {all|five|ten} {countries|islands|capes|rivers|lakes|deserts} {of Africa|in Asia|of Oceania|starting with B|with two official languages}
    {show me|draw|print} {a map|the borders|the outline} of {[x]|[town]|Europe}`,
    `My flight goes from [town] to [town2]. {How many kilometres is that|Which countries do we fly over|What is the time difference}?
    We are playing a quiz about countries. {Which one has the most lakes|Where is [x]|Is [x] north or south of [y]}?`,
  ),
  maths: patterns(
    `what is {the square root of [number]|[number] squared|[number] percent of [number2]|[number] times [number2]|[number] divided by [number2]|the cube of [number]|a third of [number]|[number] factorial}
    how {do you|does one|can I} {prove|solve|calculate|simplify|use|apply|draw} [x]
    {how many|what are the} {sides|corners|diagonals|edges|angles} {does|of} a {hexagon|cube|pyramid|octagon|trapezium|pentagon}{| have}
    if {a|one} [noun] costs [number] and {I|you} buy [number2], {what do I pay|how much is it altogether|what is the total}
    what {comes next|is the next number}: [number], [number2], {...|and then}
    is [number] {a prime|even|odd|divisible by [number2]|bigger than [number2]|a square number}`,
    `{calculate|work out|compute|solve|evaluate|find} {[number] x [number2]|[number] + [number2]|[number] minus [number2]|[number2]% of [number]|the mean of [number] and [number2]|the root of [number]|x if 3x = [number]|the area of a circle with radius [number]}
    {add|subtract|multiply|divide} [number] {and|by|from|to} [number2]
    {factor|factorise|expand|simplify|graph|integrate|differentiate} {x squared minus [number]|(x + [number])(x - [number2])|sin x|y = [number]x + [number2]}
    round [number].[number2] to {one decimal|the nearest ten}`,
    `A train {leaves|starts} at [clock] and {goes|travels} [number] kilometres at [number2] kilometres an hour. {When does it arrive|How long does it take}?
    I have [number] {apples|marbles|coins|sweets|[noun]s} and give [number2] to {my friend|my brother}. How many {are left|do I have now|do we each have}?
    {The bill|Dinner|The taxi} {was|came to} [number] {euros|dollars|pounds} and we are {five|three|four} people. How much {does each pay|is that per person|with ten percent tip}?
    [name] is twice as old as [name2], and together they are [number]. How old is each of them?
    A {room|field|garden|box} is [number] metres long and [number2] metres wide. What is its {area|perimeter|volume}?
    I {drove|ran|cycled} [number] kilometres in [number2] minutes, {how fast was I|what was my average speed}?`,
  ),
  literature: patterns(
    `who is the {author|main character|narrator|villain|hero|publisher} {of|in} {[x]|that book about a whale|the first Harry Potter|the novel with the dragon}
    how does {[x]|the book|the novel|the play|the trilogy} {end|begin|start|compare with [y]}
    what {happens|does it mean} {at the end of|in chapter [number] of|in the last scene of} [x]
    what {themes|symbols|motifs|metaphors} {are there|appear|does the author use} in [x]
    in which order should I read {the books by [name]|[x] and [y]|the series|the Discworld novels}
    which {poem|novel|play|book} {begins with|contains|has} the line "the [adj] [noun] of [town]"`,
    `{summarise|analyse|interpret|review|rewrite|continue} {chapter [number] of |the plot of |the ending of |}[x]
    {recommend|suggest|name} {me |}a {book|novel|thriller|biography|poem|crime story} {for the beach|like [x]|for a teenager|I can read in one evening}
    {write|compose} a {sonnet|novel|trilogy|screenplay|chapter|novella|five-act play} {about|on} [topic]
    {quote|cite|recite} {a line|a passage|the first sentence} {from|of} [x]`,
    `I {just finished|am halfway through|gave up on} [x]. {What should I read next|Did I miss the point|Is the film better|Does it get better}?
    For my literature class I have to compare [x] with [y]. {What are the main differences|Give me three arguments|Write it for me}.
    I remember a book from my childhood with a [adj] [noun] and a [animal] on the cover. {What was it called|Who wrote it|Can you find it}?`,
  ),
  music: patterns(
    `who {sang|wrote|composed|produced|covered|plays} {[x]|that song about [noun]s|the song "[adj] [noun]"|the soundtrack of Titanic|the national anthem}
    what {key|album|genre|tempo|chords} is {[x]|that song|the song "[noun] in the [noun2]"} {in|on|from|made of}
    when {is|does} {Adele|Coldplay|the opera|the concert|Taylor Swift|[x]} {playing|come|touring|start} {in [town]|this year|on [day]|next}
    how many {strings|keys|members|albums|symphonies|octaves} {does|did|has} {a harp|a grand piano|Beethoven|the band|[x]} {have|write|release|got}
    what are the lyrics {of|to} {[x]|"[adj] [noun]"|that song by [name]}`,
    `{play|put on|sing|hum|shuffle} {something by [x]|[x]|some jazz|my playlist|a sad song|the radio}
    {compose|write|produce} {a melody|a symphony|a beat|lyrics|a rap|a chorus} {about|for|with} {[topic]|a [noun]|piano}
    {transpose|tab|transcribe|harmonise} {this|the song|[x]} {for guitar|to C major|for me}
    {make|suggest} a playlist for {a road trip|the gym|my party|studying|dinner}`,
    `There is a song in my head that goes "la la [noun]". {What is it|Who sings it|Can you name that tune}?
    {My guitar|My violin|The piano} {sounds off|is out of tune|buzzes}. {How do I fix that|Which string is it|Do I need a new one}?
    My {cousin|niece|brother} plays the {clarinet|drums|flute|trumpet|bass} and wants to join {a band|an orchestra}. {Which pieces are good|How good must one be}?`,
  ),
  film: patterns(
    `who {directed|played in|stars in|produced|wrote|did the music for} {[x]|the film with the [animal]|the new series about [noun]s}
    how does {[x]|season [number]|the last episode|the film} end
    what {films|series|shows} {has|did} {Tom Hanks|[name]|Meryl Streep|that actor} {made|star in|win an Oscar for}
    what is {on TV tonight|new on Netflix|playing at the cinema in [town]|the film with the blue people called|the best film ever made}
    is {[x]|the new film|the sequel|season [number]} {any good|suitable for kids|based on a true story|on Netflix|worth watching}
    where can I {watch|stream|buy|download} [x]`,
    `{recommend|suggest|find} {me |us |}a {film|series|comedy|thriller|horror film|documentary|cartoon} {for tonight|like [x]|for a rainy day|for kids}
    {spoil|summarise|rate|review|explain the ending of} [x]
    {write|draft} a {screenplay|scene|trailer text|film review} {about|of|for} {[x]|[topic]}`,
    `We {want to watch|are watching|just saw} [x]. {Is it scary|Do we have to see the first part|What was the ending about|How long is it}?
    There's this old film with a [noun] and a [job]. {What's the title|Who was in it|Do you know it}?`,
  ),
  games: patterns(
    `how {do I|can I} {beat|defeat|find|unlock|catch|craft|tame|skip} {the boss|the [noun]|the hidden level|a dragon|the last stage|the wizard|a diamond sword} in {[x]|Zelda|Minecraft|Skyrim|Pokémon}
    what are the rules {of|for} {[x]|bridge|chess|rummy|backgammon|UNO|hearts}
    what {is the best|was the first} {opening|weapon|character|deck|move|strategy|console} {in|for|against} {[x]|chess|beginners}
    when does {[x]|the next update|GTA 6|the sequel} {come out|release|launch}
    how many {cards|pieces|players|levels|tiles} are {in|there in|needed for} {[x]|a deck|a chess set|poker}`,
    `{play|let's play|start} {chess|tic tac toe|hangman|a round of [x]|twenty questions|checkers|battleship|trivia} {with me|against me|}
    {create|design|invent} a {quest|dungeon|level|character sheet|board game|card game} {about|with} {[noun]s|[topic]}
    give me {a cheat code|a walkthrough|hints|a tier list} for [x]`,
    `I'm stuck at {level [number]|the [noun] temple|the second boss} {of|in} [x]. {What now|How do I get past it|Any hints}?
    White has a rook and a king, black only a king. {Who wins|What's the best move|How do I mate}?
    We're {four|five|six} people with {a deck of cards|two dice|an hour to kill}. {What can we play|Which game fits|How do we pass the time}?`,
  ),
  art: patterns(
    `who {painted|sculpted|designed|built|stole|bought} {[x]|the Mona Lisa|the scream|the golden dome|that picture with the melting clocks|the opera house in Sydney}
    in which {museum|style|century|gallery|city} {is|was|can I see} [x]
    what {colours|colour} {do I|should I} mix to get {purple|brown|turquoise|skin tone|olive}
    how much {is|was|did} {a Picasso|[x]|the most expensive painting|this vase|my grandmother's painting} {worth|sell for|cost}
    what does {the painting|[x]|the red [noun]|the skull} {symbolise|mean|stand for}`,
    `{draw|paint|sketch|design|generate|create|render|show me} {a picture of |an image of |a logo with |a poster with |}{a [adj] [noun]|a [animal] on a [noun]|a sunset|my house|[x]|a cartoon [animal]}
    {describe|identify|caption|look at|analyse|edit|crop|colour} {this|the attached|my} {picture|photo|image|painting|screenshot|drawing|scan}
    {turn|convert} {this|my} photo into {a cartoon|a painting|black and white|a sketch}`,
    `I attached a photo of {a [noun]|my rash|a plant|a sign|our cat}. {What do you see|What is it|Can you read it|Who made it}?
    I started {painting|drawing|sculpting} and my {faces|hands|trees|shadows on the canvas} look {flat|weird|wrong}. {How do I improve|What am I doing wrong}?`,
  ),
  philosophy: patterns(
    `{what is|what's|is there} {the meaning of life|the purpose of it all|a soul|free will|absolute truth|life after death|something rather than nothing|the nature of reality}
    {do|would|should} {animals|machines|robots|trees|babies|criminals} {have rights|think|feel|deserve respect|be punished|have a soul}
    what would {Kant|Plato|Nietzsche|Aristotle|Buddha|Socrates|[name]} say {about|to} {[x]|lying|my job|social media|that}
    is {lying|stealing bread|war|happiness|beauty|morality|eating meat|time|knowledge} {ever right|wrong|subjective|an illusion|possible|just|relative}
    why {are we here|do we suffer|be moral|is there evil|do bad things happen to good people|does anything exist}`,
    `{argue|make a case|take a stand|debate} {for|against} {[x]|free will|the existence of God|veganism|a world state}
    solve {the trolley problem|the liar paradox|the mind-body problem|the riddle of [x]}`,
    `I lie awake {and ask myself|wondering} whether {anything matters|we have free will|life is a dream|there is a God|I am a good person}. {What do you believe|What would you say|Am I mad}?
    If a {tree falls in the forest|[noun] is replaced piece by piece|robot says it is sad}, {is it still the same|does it matter|who decides|does it make a sound}?`,
  ),
  religion: patterns(
    `when {is|does} {Easter|Ramadan|Hanukkah|Diwali|Lent|Pentecost|[x]} {this year|start|end|next year}
    what do {Muslims|Hindus|Catholics|Jews|Buddhists|Quakers|Sikhs|Druids} {believe|eat|celebrate|wear|think about [x]|do on [day]s}
    who {was|wrote|founded|betrayed|killed|is the god of} {Jesus|Mohammed|Moses|Saint Peter|[x]|the sea|thunder and war}
    what does it mean when I dream {of|about} {[noun]s|water|falling|my teeth|a [adj] [animal]|flying}
    what is {my horoscope|my star sign|the horoscope for Leo|the holy book of [x]|in the stars for me}`,
    `{read|tell} {my fortune|my palm|my horoscope|the tarot for me|my future|the cards}
    {pray|bless|recite} {for me|my family|a psalm|the Lord's prayer|the rosary}
    {explain|retell} the {myth|parable|legend|miracle|creation story} of [x]`,
    `{I was born in [town] under|I'm a typical|My girlfriend is a} {Libra|Leo|Scorpio|Taurus|Gemini|Virgo}. {What does this year hold|Are we a good match|What about love}?
    We're invited to a {christening|bar mitzvah|Hindu wedding|Muslim funeral}. {What do we bring|What do people wear|How do we behave}?`,
  ),
  politics: patterns(
    `who is {the prime minister|the current president|the chancellor|the minister of health|the mayor|the leader of the opposition|the queen|the first lady} {of|in} {Japan|France|Italy|Brazil|[town]|Ghana|Canada|Norway|the country}
    who {will win|won|is ahead in|is running in} {the election|the vote|the polls|the primaries|the referendum}{| in [town]| this year| on [day]}
    which party {should I vote for|is best for workers|governs in [town]|is against [x]|is the oldest}
    what {do you think|is your opinion} {about|of|on} {[x]|the government|the president|immigration|taxes for the rich|the war|abortion|the protests}
    why {did|does|do} {the government|parliament|politicians|the president|voters} {fall|lie|resign|hate [x]|raise taxes|reject [x]|support [x]}`,
    `{explain|predict|comment on} {the election|the vote on [x]|the crisis|the new law|the debate}
    {write|draft} a {speech|manifesto|campaign|petition|leaflet} {for|against|about} [x]`,
    `{Elections are|The vote is} coming up and I can't decide. {Who would you vote for|Which party fits me|What do they want}?
    My {uncle|father|colleague} says [x] {ruined|saved} the country. {Is he right|What should I answer|Do the numbers back that}?`,
  ),
  economics: patterns(
    `what is the {inflation rate|unemployment rate|minimum wage|GDP|national debt|growth rate|share price|base rate} {of|in|at} {Germany|the US|[town]|Apple|Toyota|[firm]|Brazil|Spain}
    who {owns|founded|runs|bought|sued|audits} {Tesla|[firm]|Nestlé|the central bank|Ikea|the company behind [x]}
    how {much|many} {revenue|profit|employees|customers|shops} does {Amazon|[firm]|Nike|Samsung|a bakery} {make|have}
    should {I|we|our firm} {raise prices|open on Sundays|sell online|hire a [job]|go public|fire the [job]|expand to [town]}
    what would be a {good|catchy|clever} {slogan|strategy|business model|marketing plan} for {a [noun] shop|a start-up|my café}`,
    `{write|draft|prepare|create} {a business plan|a marketing strategy|a SWOT analysis|a pitch deck|a financial forecast|a press release|a market analysis|a job advert} for {[firm]|a [noun] shop|our start-up|a [adj] [noun]}
    {analyse|forecast|compare|audit} {our sales|the market for [noun]s|the competition|our costs|the quarterly numbers}
    calculate {the return on investment|our break-even point|the margin|the VAT} {on [number]|for [number] [noun]s|}`,
    `I run a small {bakery|salon|[noun] shop|agency|farm} and sales are {down|flat|falling}. {What should I change|How do I get customers back|Should I advertise}?
    Our {supplier|competitor|biggest customer} {went bankrupt|raised prices|left us}. {What now|How do we react|Can we sue}?`,
  ),
  languages: patterns(
    `how do {you|I|they} say "{I missed the [noun]|where is the [noun] station|the [noun] is too [adj]|I would like a [noun]|my [noun] was stolen|two tickets to [town]}" in {Japanese|Polish|Swedish|French|German|Turkish|Arabic|Spanish}
    what does "{[invented]|schadenfreude|je ne sais quoi|carpe diem|hygge|in vino veritas|c'est la vie|wabi sabi|mañana}" mean
    {is it|should it be} "{affect|who|less|fewer|me|lay|its}" or "{effect|whom|fewer|less|I|lie|it's}"
    which language {is the hardest|is spoken in [town]|has the most words|should I learn|is closest to English|do they speak in Brazil|has no alphabet}
    what is {another word|a synonym|the opposite|the plural|the past tense|the origin} {for|of} {"[noun]"|"[adj]"|"to [verb]"|happy|beautiful|go|mouse|however}
    where does the {word|phrase|saying|expression} "{[noun]|raining cats and dogs|[adj] [noun]|break a leg|okay|goodbye}" come from`,
    `translate {this|the following|my letter|the email|the contract|these lines|the song|a poem}{| for me} {to|into|from} {Chinese|Russian|Polish|English|French|Hebrew|Dutch|Greek}
    translate "{we [verb] the [adj] [noun] every [day]|the [noun] of my [noun2] is [adj]|I will call you tomorrow about the [noun]|he forgot his [noun] in [town]|please do not touch the [noun]}" {to|into} {Spanish|Italian|German|French|Norwegian|Korean|Dutch|Portuguese}
    {proofread|correct|rephrase|polish|shorten|rewrite} {my|this|the following|the} {essay|paragraph|sentence|letter|speech|CV|article}
    {conjugate|decline|spell|pronounce} {the verb to [verb]|"[invented]"|Wednesday|"to be" in Latin}`,
    `I'm learning {Russian|Korean|Finnish|Greek|Swedish|Arabic} and {can't get the cases right|keep mixing up the tenses|have no one to practise with}. {Any tips|What helps|Can you correct me}?
    A {friend|customer|waiter} from [town] said "[invented] [invented2]" to me. {What does that mean|Which language is that|Was it rude}?
    Here is my {sentence|text|essay}: "yesterday I have went to the [noun]". {Is that correct|Fix the grammar|What's wrong with it}?`,
  ),
};
