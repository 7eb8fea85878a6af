import { type Patterns, patterns } from "./beyond-patterns.ts";

/** Body, law, money, home and free time. By the names of the fields in `more-subjects.ts`. */
export const lifePatterns: Readonly<Record<string, Patterns>> = {
  medicine: patterns(
    `what {should|can} I {take|do|drink|eat|try} {for|against|when I have} {[x]|a bad cough|a stiff neck|an upset stomach|cramps}
    {is it|could it be} {[x]|serious|normal|contagious|an allergy|broken} {if|when} my {knee|ear|eye|tongue|foot|heart|skin|gum|back|wrist} {hurts|itches|twitches|swells|bleeds|clicks|turns red|feels numb}
    how many {tablets|drops|milligrams|pills} of {ibuprofen|paracetamol|[x]|vitamin D|iron|cough syrup} {can|may|should} {I|a child|my grandmother|an adult} take{| a day| at once}
    {can|may} I {drink|drive|fly|swim|have sex|eat cheese|dye my hair} {while taking|with|after|during} {antibiotics|[x]|the pill|an operation|a vaccination|pregnancy}
    {when|should} I {see a doctor|go to the hospital|worry|call an ambulance|get an X-ray} {about|with|because of} [x]
    what are the {early signs|long-term effects|symptoms|chances of survival|side effects} {of|with} [x]`,
    `{diagnose|check|interpret|look at} my {symptoms|blood values|rash|X-ray|test results}
    {prescribe|recommend} {me |}{something|a pill|a cream|a home remedy} {for|against} [x]`,
    `{For two days|Since [day]|Since last week} {I have had|my son has had|my mother has had} {a fever|a rash on the arm|a dry cough|pain in the left side|dizzy spells}. {What could it be|Is that dangerous|Which doctor do we see}?
    My {doctor|dentist|vet} {says|thinks|wrote} it's [x]. {What does that mean|Should I get a second opinion|Will it go away}?
    I {twisted my ankle|hit my head|cut my finger|burned my hand|was bitten by a [animal]|swallowed a fly} {this morning|at work|while I was cooking}. {Do I need stitches|What do I do now|Ice or heat|Should I be worried}?
    {i feel a lump|my chest feels tight|my hands shake|i cant stop coughing|my tooth is killing me|my ear is ringing}, {what is it|what can i do|is that bad|should i go to the er}`,
  ),
  fitness: patterns(
    `how many {calories|carbs|grams of protein|steps} {are in|should I eat|do I burn|a day are healthy in} {a banana|[food]|an hour of running|[x]|a glass of milk}
    is {[food]|[x]|coffee|red meat|fruit at night|breakfast} {healthy|fattening|good before sport|bad for the heart|necessary}
    how {often|long|heavy|fast} should I {train|run|rest|lift|stretch} {to lose weight|for a marathon|as a beginner|at sixty}
    what {should I|can I|do athletes} eat {before a run|after training|to build muscle|on a diet|instead of sugar}`,
    `{make|write|create|give} me a {workout|training|diet|meal|running|nutrition} plan {for [number] weeks|to lose weight|for beginners|without meat}
    count the calories {of|in} {my lunch|[food]|two [food]}`,
    `{A man|A woman|Someone} weighs [number] kilos at [number2] centimetres. {Is that too much|What is the BMI|How many calories are enough}?
    I {go to the gym|run|swim} three times a week and {see no results|my knee hurts|always feel tired}. {What am I doing wrong|How do I improve|What should I eat}?`,
  ),
  feelings: patterns(
    `{should|can|could} I {leave|forgive|text|call|confront|trust|marry|ignore|move in with} {my boyfriend|my ex|her|him|my friend|my girlfriend|my best friend|my mother|a guy from work}{| again| after all that}
    how do I {know if|find out whether|tell if} {she likes me|he is lying|it is love|I'm depressed|he is the one|my friends are fake}
    why {does|did} {he|she|my boyfriend|my friend|everyone|my sister} {not call|ignore me|leave|lie to me|hate me|never listen|act so cold}
    what {do I say to|can I do for|should I write to} {a friend in grief|a sad colleague|my crush|my angry wife|a lonely neighbour}`,
    `{give me|I need} {relationship|dating|life|honest|some} advice
    {be|act as} my {therapist|coach|girlfriend|psychologist|best friend|life coach}
    {decide|choose} for me: {stay or leave|Berlin or home|him or her|the job or love}`,
    `My {boyfriend|girlfriend|wife|husband|partner} {left me|cheated on me|forgot our anniversary|never does the dishes|wants kids and I don't|snores}. {What should I do|Do I leave|How do I react|What would you do}?
    {I've been feeling|Lately I feel|I feel} {empty|numb|overwhelmed|on edge|like a failure} {and|because} {I don't know why|nothing is fun|work is too much|everyone left}. {How do I get out of this|Do I need therapy|Is that normal}?
    My {best friend|roommate|brother|mother} and I {had a fight|stopped talking|fell out} over {money|a [noun]|politics|a boy}. {Who is right|How do I fix it|Should I say sorry first}?
    i like {this girl|a guy|someone} {in my class|at work|from the gym}, {what do i text|how do i ask them out|do i have a chance}`,
  ),
  law: patterns(
    `{can|may|is} my {landlord|boss|neighbour|ex|employer|school|bank} {allowed to |}{fire me|enter my flat|keep my deposit|raise the rent|read my mail|film me|cut my pay|throw me out}{| without notice| just like that}
    is it {legal|illegal|a crime|allowed|punishable} to {record a call|own a [animal]|park on the pavement|drive barefoot|fly a drone|download films|burn leaves|sleep in a car}{| in [town]| in Germany| at night}
    what {is the fine|is the punishment|is the penalty|happens} {for|if I'm caught with} {speeding|theft|[x]|no ticket|fraud|drink driving|a fake ID}
    how long {do I have to|can I|does it take to} {appeal|return a purchase|keep receipts|sue|object}{| in [town]| against [x]}
    do I {need|have to get|owe} {a permit|a lawyer|a visa|planning permission|a licence|damages} {for|to build|because of} {a [noun]|[x]|a garage|a fence}`,
    `{draft|write|check|review|read|sign} {a|my|the|this} {contract|will|lease|complaint to the court|terms and conditions|NDA|legal notice|power of attorney}
    {represent|defend|advise} me {in court|against my landlord|in a case of [x]}`,
    `{My neighbour|The people upstairs|Our landlord} {plays the drums at night|cut down our tree|won't repair the heating|keeps the deposit|built a fence on our land}. {What are my rights|Can I sue|Who can I call|Do I have to put up with it}?
    I {signed|got|received} a {contract|letter from a lawyer|fine|court order|warning} {yesterday|last week}. {Can I get out of it|What does it mean|How do I respond|Is it valid}?
    A {dog|car|cyclist|customer} {bit|hit|ran into|fell over} {me|my son|my bike} and {nobody pays|there were no witnesses|the insurance refuses}. {Who is liable|What now|How much can I claim}?`,
  ),
  finance: patterns(
    `how much {tax|interest|rent|pension|money|insurance} {do I|will I|should I|would I} {pay|get|save|need|owe} {on [number] euros|with a salary of [number]|at sixty-five|for a house|per month}
    {is it|would it be} {wise|smart|better|risky|too late} to {buy gold|invest in [x]|rent|lease|take out a loan|pay off the mortgage|put money in bitcoin}
    what is the {price|value|rate|exchange rate|yield} of {gold|a bitcoin|silver|a barrel of oil|the dollar|a share of [firm]|[x]}{| today| right now| in euros}
    how {many|much} {dollars|yen|pounds|rupees|francs} {are|is|do I get for} [number] {euros|dollars|pounds}
    which {bank|stock|broker|fund|credit card|insurance} {is best|should I choose|has the lowest fees|pays the most interest}`,
    `{do|file|check|calculate} my {taxes|tax return|pension|mortgage|net income|loan}
    {send|transfer|pay|wire} [number] {euros|dollars} to {my landlord|[name]|my mother|the bank}
    {recommend|pick|suggest} {a stock|three shares|an ETF|a savings plan|a crypto coin}`,
    `I {inherited|won|saved|found|owe} [number] {euros|dollars|pounds}. {What should I do with it|How do I invest it|Do I pay tax on it|Is that a lot}?
    I {earn|make} [number] a month and {spend it all|pay [number2] in rent|want to buy a flat}. {Can I afford it|How do I save more|What can I cut}?
    My {bank|insurance|tax office|broker} {refuses to pay|charged me twice|closed my account|wants papers}. {What can I do|Is that legal|Who do I complain to}?`,
  ),
  travel: patterns(
    `what {should|can|could} {I|we} {see|do|visit|eat|wear|pack|avoid} in {[town]|Morocco|Iceland|Lisbon|Paris|Thailand|the Alps|Sicily|New York}{| in winter| in one day| with kids| at night| when it rains}
    {when|what time of year} is {best|it cheapest|it warm enough|high season} {to go to|in|to visit} {[town]|Japan|[x]|Kenya|Greece|the islands}
    do I need {a visa|vaccinations|a passport|cash|an adapter|a car|a guide|travel insurance} {for|in} {China|Egypt|[town]|the US|Peru|[x]}
    how {much|expensive|safe|long|far} is {a flight to [town]|a week in [town]|[town] at night|the trip to [x]|the train from [town] to [town2]|a taxi in [town]}
    which {hotel|airline|beach|restaurant|neighbourhood|hostel|museum|island} {is the best|would you choose|should we book|is cheap|is worth seeing} {in|for|near} [town]`,
    `{plan|organise|book|put together} {a|my|our} {weekend|week|honeymoon|road trip|city trip|itinerary|backpacking tour|family holiday} {in|to|around} {[town]|Italy|Scotland|Vietnam|[x]}
    {book|reserve|find|cancel} {me |us |}{a flight|a hotel|a room|a table|a train ticket|a hostel bed|a rental car} {in|to|for} [town]{| on [day]| for two}
    {recommend|suggest|name} {me |}{a|some|five|good} {hotels|restaurants|bars|beaches|sights|museums|cafés|places to stay} {in|near|around} [town]`,
    `We have {three days|a week|[number] hours|one evening} in [town]. {What should we see|Where do we eat|Is it enough|Any insider tips}?
    {We're|My parents are|My boss is} {flying|travelling|going} to {[town]|Bali|Mexico|Iceland|Rome} {next week|with two kids|on a budget|for the first time}. {What do I pack|What is a must-see|How is the weather there|Is it safe}?
    My flight to [town] was {cancelled|delayed|overbooked}. {What are my rights|Where do I go|Do I get money back from the airline}?`,
  ),
  transport: patterns(
    `{when|at what time} does the {next|last|first} {bus|train|tram|ferry|flight|metro} {leave|go|arrive|depart}{| for [town]| from [town]| tonight| on [day]}
    is {the train|flight [invented]|the bus|the road to [town]|the tunnel|the bridge|the ferry} {late|delayed|cancelled|closed|running|on time|full}
    how do I get {from [town] to [town2]|to the [noun] museum|to the airport|home from here|to [town] without a car}
    how much is {a ticket to [town]|a taxi to the station|parking in [town]|a monthly pass|the toll}
    where {is|can I find} the {nearest|next|closest} {bus stop|petrol station|charging point|car park|taxi rank|station}`,
    `{find|show|give} me {the fastest route|directions|a connection|the timetable} {to|from} [town]
    {call|order|book|get} me {a taxi|an Uber|a cab|a ride|a scooter}
    {navigate|take me|guide me} {to [town]|home|to the station}`,
    `I am at {the station|the airport|[town] central|the [noun] square} and {missed my train|there is no bus|lost my way}. {How do I get home|When is the next one|Which line do I take}?
    I must be in [town] at [clock]. {When do I have to leave|Which train do I take|Is the traffic bad}?`,
  ),
  cooking: patterns(
    `how long {do|does|should|must} {I|it|you|[food]|a [number] pound turkey} {cook|boil|fry|roast|bake|simmer|grill|marinate|steam} {[food]|eggs|rice|potatoes|beans|pasta|a chicken|[x]|}
    what {can I|should I|do I} {cook|make|eat|serve} {with|from|for|out of} {leftover rice|[food]|two eggs and cheese|potatoes and leeks|[noun]s|dinner|six guests|lunch}
    what {goes well with|do I need for|is in|is a substitute for|can replace} {[food]|[x]|cream|fresh basil|salmon|buttermilk|soy sauce}
    can I {freeze|reheat|microwave|eat|fry} {[food]|old rice|raw mushrooms|mouldy cheese|[x]|green potatoes|yesterday's chicken}
    at what {temperature|heat} {do I|should I} {roast|bake|fry|cook} {[food]|[x]|vegetables|a goose}`,
    `{give me|write|find|share|send|show me} {a|the|your|an easy|a quick|a vegan|grandma's} recipe {for|with} {[food]|[x]|lentils|chicken and rice|a birthday dinner}
    {plan|suggest} {a menu|dinner|a week of meals|a three-course meal|breakfast} {for four|without meat|for a date|with [food]}`,
    `I have {chicken, cream and mushrooms|eggs, flour and milk|half a cabbage and some rice|tomatoes and old bread|nothing but [food]} {at home|in the fridge}. {What can I cook|Any recipe|Is that enough for dinner}?
    My {[food]|soup|sauce|rice|steak|roast|omelette} {is too salty|burned|is always dry|tastes of nothing|got lumpy|sticks to the pan}. {How do I save it|What did I do wrong|Can I still eat it}?
    {My in-laws|Eight friends|The kids} are coming {for dinner|on [day]} and {one is vegan|I can't cook|I have an hour}. {What do I make|Give me a menu|Help}!`,
  ),
  baking: patterns(
    `why {is|did|does} my {cake|bread|dough|soufflé|meringue|cheesecake|sourdough} {not rise|collapse|crack|sink|dry|so dense|burn|stick|taste sour}
    how much {flour|sugar|yeast|butter|baking powder|gelatine|coffee} {do I need|goes in|is in} {[x]|a loaf|twelve muffins|one cup|a birthday cake}
    what {wine|drink|beer|cocktail|tea} {goes with|do you serve with|fits} {[food]|[x]|fish|steak|spicy food|dessert}
    how {strong|long|hot|sweet|much} {is|should|does} {[x]|an espresso|a cocktail|wine|green tea} {steep|keep|be|cost}`,
    `{give me|write} {a|the} recipe for {[x]|a chocolate cake without eggs|a cocktail with gin|cookies|pancakes for ten}
    {mix|invent|recommend} {me |}a {cocktail|drink|dessert|wine|birthday cake}`,
    `The {cake|bread|pie|cookie dough} has been in the oven for [number] minutes and is {still wet|black|flat}. {What now|Can I rescue it|What went wrong}?
    I only have {baking soda|margarine|brown sugar|spelt flour|almond milk}. {Can I use it for [x]|Does that work instead|How much do I take}?`,
  ),
  gardening: patterns(
    `when {do|should|can} I {plant|sow|prune|harvest|water|fertilise|repot|cut back|bring in} {[x]|my tomatoes|roses|the hedge|potatoes|garlic|my orchid|the lawn}
    why {are|do|is} {the leaves of my [noun]|my tomatoes|my basil|my orchid|the lawn|my hydrangea} {turning yellow|not flowering|brown at the edges|wilting|covered in spots|dying|so small}
    how {often|much|deep|far apart} {do|should|must} I {water|plant|feed|mow|space} {[x]|my cactus|carrots|the lawn|bulbs|a lemon tree}
    what {grows|can I plant|flowers} {in the shade|in dry soil|on a north balcony|in [day] heat|next to [x]|in pots|in winter}
    what {eats|kills|helps against|attracts|likes} {[x]|aphids|my lettuce|moss|snails|mildew}`,
    `{plan|design|sketch} {my|a|our} {garden|balcony|flower bed|herb garden|lawn|vegetable patch}
    {recommend|suggest} {me |}{plants|a tree|herbs|flowers|a hedge} for {a shady corner|a small garden|the balcony|beginners|my office}`,
    `{Something|A snail|Some bug|A rabbit} is eating my {lettuce|strawberries|roses|cabbages}. {What can I do|How do I stop it|Which spray helps}?
    My {ficus|monstera|orchid|apple tree|lemon tree|cactus} {is losing its leaves|has white spots|stopped growing|smells odd}. {Too much water|Can I save it|What does it need}?`,
  ),
  parenting: patterns(
    `{when|at what age} {do|should|can} {babies|kids|children|toddlers|teenagers} {start to talk|walk|eat solid food|sleep through|stay home alone|get a phone|drink milk|learn to swim|have a boyfriend}
    how {much|many hours|often|warm} should {a baby|my newborn|a toddler|a child|a teenager} {sleep in the day|drink|eat|be bathed|dress|watch TV|cry}
    why does my {baby|son|daughter|toddler|teenager} {cry at night|bite|refuse to eat|hate school|lie|throw things|wake up so early|not listen|suck his thumb}
    {is it normal|is it okay|should I worry} {that|if|when} my {child|son|daughter|baby} {still wets the bed|does not talk yet|plays alone|eats sand|won't share|is afraid of dogs}
    what is a {good|beautiful|rare|short|classic} {baby name|name for a girl|name for twins|bedtime|first book|toy} {for|that goes with} {a boy|a girl|[x]|a toddler}`,
    `{suggest|find|list} {baby names|games for toddlers|rainy day activities|first foods|crafts for kids|a bedtime routine|a chore chart}
    {raise|babysit|calm|entertain} my {kids|son|daughter|twins}`,
    `My {son|daughter|toddler|baby|stepson} {won't sleep|hits other kids|is being bullied|only eats noodles|has a fever|hates his teacher|doesn't want to go to kindergarten}. {What can I do|Any advice|Is that a phase|How do I talk to him|Should I be strict}?
    {We're expecting|My wife is pregnant with|I had} {twins|our first child|a baby girl}. {What do we need|How do we prepare|Which pram is best|What changes}?`,
  ),
  pets: patterns(
    `can {dogs|cats|rabbits|hamsters|my parrot|horses|guinea pigs} {eat|have|drink} {chocolate|grapes|[food]|bananas|milk|raw meat|cheese|[noun]s|onions}
    why does my {dog|cat|rabbit|parrot|horse|hamster|kitten} {eat grass|lick everything|bark at [noun]s|sleep so much|bite|scratch the sofa|run in circles|pee on the bed|sneeze|chase its tail}
    how {often|much|long} {should|do|can} I {feed|walk|bathe|leave alone|brush|worm} {a dog|my cat|a puppy|a kitten|a goldfish|my rabbit}
    which {breed|dog|cat|pet|animal} {is best for|fits|gets along with|is good with} {children|a flat|allergies|seniors|cats|beginners}
    what does it {cost|take|mean} {to keep a [animal]|when a cat purrs|to neuter a dog|when my dog growls|to insure a horse}`,
    `{train|name|diagnose|feed|walk} my {dog|cat|horse|puppy|hamster|parrot}
    {recommend|suggest} {a dog food|a breed|a vet in [town]|toys for kittens|an aquarium}`,
    `My {dog|cat|horse|rabbit|puppy|budgie} {has been limping|ate a [noun]|keeps throwing up|won't eat|scratches all day|ran away|drank [x]} {since yesterday|this morning|for two days|}. {Do I go to the vet|What is it|Is it dangerous|How do I help}?
    We're thinking about getting a {puppy|second cat|rabbit|pony|snake}. {Which one|Is it a lot of work|What does it cost|Good idea}?`,
  ),
  household: patterns(
    `how do I {get|remove|clean|wash out} {red wine|blood|wax|ink|chewing gum|grease|[x]|curry|rust|coffee} {out of|from|off} {a carpet|my shirt|the sofa|white jeans|wood|the wall|a [noun]}
    why {is|does|are} {my|the|our} {boiler|radiator|tap|toilet|washing machine|floor|door|roof|fuse|ceiling|drain|shower|dryer} {leaking|make that noise|cold|stink|drip|keep tripping|squeak|blocked|damp|gurgle}
    what {do I need|kind of screw|glue|paint|drill|cleaner} {to|for|do I use for|works on} {tiles|concrete|drywall|[x]|a heavy mirror|bathroom walls|outdoor wood}
    how much {paint|does a plumber|wallpaper|electricity|does a new kitchen|water} {do I need for a room|cost|does a fridge use|does a shower use}
    who {do I call|pays|repairs|can fix it} when {the heating fails|a pipe bursts|the lift is stuck|the key breaks off|there is no hot water}`,
    `{repair|fix|install|mend|clean} {the|my|our} {sink|heating|roof|door|tap|washing machine|kitchen|window}
    {clean|tidy|vacuum|mop|dust} {the|my} {kitchen|flat|bathroom|living room|house}`,
    `There is {water|mould|a strange smell|a crack|a wasp nest} {under the sink|in the bathroom|in the cellar|on the wall|in the attic}. {What do I do|How do I get rid of it|Do I need a professional|Is it dangerous}?
    {The heating|The washing machine|Our toilet|The shower drain|The fuse} {stopped|blew|is blocked|overflows|went out} {last night|again|this morning}. {Can I repair it myself|Who can help|What should I check first}?`,
  ),
  housing: patterns(
    `how much {is|are|does} {the rent|a flat|a house|a square metre|a room|a garage} {cost |}in [town]{| now| on average| in the centre}
    should {I|we} {rent or buy|sell the house|move to [town]|knock down the wall|move in together|renovate|live in the country}
    what {colour|furniture|floor|lamp|sofa|curtain} {goes|fits|works|looks good} {with|in} {a small room|grey walls|oak|[x]|a dark hallway|[colour]}
    {where|how} {can|do} I find a {cheap flat|room|flatmate|house with a garden|good estate agent|removal firm} in [town]`,
    `{find|rent|show} me {a flat|a house|a room|an office} in [town]{| under [number] euros| with a balcony| for two}
    {design|furnish|decorate|arrange} my {living room|bedroom|kitchen|hallway|balcony|home office}`,
    `We {want to buy|are looking at|inherited} {an old house|a flat in [town]|a cottage|a farm}. {What should we check|Is the price fair|Do we need a survey}?
    My {bedroom|kitchen|flat|studio} is {tiny|dark|noisy|cold|a mess}. {How do I make it cosy|What can I change|Which colours help}?`,
  ),
  cars: patterns(
    `why {does|is} my {car|motorbike|scooter|engine|e-bike|van} {make a grinding noise|not start|pull to the left|overheat|shake at high speed|smell of petrol|smoke|so thirsty|beep|stall}
    how much {does|is|would} {a new clutch|an oil change|a used [x]|a service|car insurance|an electric car|a set of tyres|a driving licence} {cost|worth|be}
    what does the {yellow light|red lamp|warning sign|symbol with the [noun]|beeping} {in my car|on the dashboard|} mean
    which {car|bike|tyre|oil|van|scooter} {should I buy|is the most reliable|is best for families|uses least fuel|fits my budget|has the longest range}
    how {fast|heavy|old|far|many horsepower} {is|can|does|has} {a Ferrari|[x]|an electric car|a Porsche|a tank|a tractor} {go|have|get|drive|}`,
    `{compare|rate|review} {the [x]|a diesel and a hybrid|electric and petrol cars|[x] and [y]}
    {repair|service|wash|sell|insure|start|park} my {car|bike|van|motorbike}`,
    `My car {makes a strange noise|won't start|lost power|failed its test|shows an engine light} {when I brake|in the cold|on the motorway|since the service}. {What could it be|Can I keep driving|What will it cost|Do I need a garage}?
    I {scratched|hit|dented|want to sell} {a parked car|my bumper|a ten-year-old [x]|my van}. {What now|What is it worth|Who pays|How do I repair it}?`,
  ),
  careers: patterns(
    `how much {does|do|can|would} {a [job]|[job]s|a junior [job]|someone in marketing|a surgeon|a pilot} {earn|make|cost}{| in [town]| a year| after tax}
    what {do I need|should I study|degree do I need|qualifications do I need|is it like} to {become|work as|be} a [job]
    should I {quit|change jobs|accept the offer|ask for more money|study again|work part time|tell my boss|move for the job|become a [job]}
    what {questions will they ask|do I wear|do I say|are my strengths|should I ask} {in the interview|at the assessment|about the salary|on the first day}
    which {jobs|careers|degrees|skills|companies} {have a future|pay best|suit an introvert|are in demand|need no degree}`,
    `{write|improve|review|polish|tailor} my {CV|cover letter|resume|application|LinkedIn profile|resignation|motivation letter}{| for a job as a [job]| for [firm]}
    {prepare|coach|test} me {for|before} {the interview|an assessment centre|the salary talk}
    {find|get} me {a job|an internship|a better job|work} {in [town]|as a [job]|from home}`,
    `I've been {in the same job|in the same firm|unemployed} for [number] {years|months} and {am bored|want something new|feel stuck}. {What could I do instead|Is it too late|Where do I apply}?
    My boss {shouts at me|gave me all the work|wants me back in the office|took credit for my idea|texts me at night}. {What should I do|Can I refuse|How do I talk to him|Do I quit}?
    I have {an interview|a salary talk|two job offers|a trial day} {on [day]|tomorrow}. {Any tips|What should I say|Which one do I take|How do I prepare}?`,
  ),
  school: patterns(
    `what is the answer to {question [number]|exercise [number2]|the third problem|number [number] on the worksheet|the riddle in my book}
    how {long|many pages|many words|formal} should {an essay|a thesis|my term paper|the introduction|a lab report} be
    which {subject|university|course|school|degree} {should I choose|is the hardest|is best for me|has the best reputation|is in [town]}
    how do I {cite|start|structure|shorten|title|finish} my {essay|thesis|talk|book report|paper} {about|on} [x]`,
    `{do|finish|solve|write|check|grade|correct} my {homework|maths homework|essay|assignment|worksheet|exam|thesis|history paper|French exercises}{| for tomorrow| about [x]| for me}
    {write|give me} {a thesis statement|an introduction|five paragraphs|a conclusion|an outline|a book report} {on|about|for} {[x]|[topic]|the causes of the war}
    {quiz|test|tutor} me {on|in|for} {biology|vocabulary|[x]|the exam|geography|algebra}`,
    `My {teacher|professor|tutor} wants {five pages|a talk|a report|an essay|a poster} {on|about} [x] by [day]. {Can you write it|Help|Where do I find sources|What do I include}?
    I {failed|am failing|have an exam in|don't understand} {maths|physics|Latin|chemistry|statistics}. {How do I catch up|Can you tutor me|Explain the whole chapter}!
    {i have to hand in|due tomorrow:|need by tonight:} {my essay on [x]|the lab report|ten maths problems|a speech about [topic]}, {can u do it|please write it|help}`,
  ),
  shopping: patterns(
    `{which|what} {laptop|phone|camera|bike|vacuum|mattress|tent|TV|guitar|watch|coffee machine|headphones|tablet} {should I buy|is the best|would you recommend|is good value|do you suggest}{| for a student| under [number] euros| for travelling| right now}
    where {can I|do I|could I} {buy|get|find|order|rent} {[x]|a [adj] [noun]|cheap [noun]s|a used [noun]|size [number] shoes|good [food]}{| in [town]| online| on a Sunday}
    what {should|can|could} I {give|buy|get} {my dad|my girlfriend|a colleague|my mum|a ten-year-old|a newlywed couple|my boss} for {Christmas|a birthday|Easter|the wedding|forty euros}
    is {[x]|the new iPhone|the [noun] from [firm]|the expensive one} {worth the money|on sale|better than the old one|good quality|in stock anywhere|worth it}`,
    `{recommend|suggest|compare|find|rank} {me |}{some|a few|the best|two|a cheap|a good} {laptops|phones|headphones|cameras|backpacks|e-readers|mattresses|bikes|gifts|watches|shoes}{| under [number] euros| for a student| for my mum}
    {buy|order|add|bid on} {me |}{a [adj] [noun]|[number] [noun]s|a new phone|some milk} {on Amazon|online|on eBay|at the shop|for me}
    {compare|rank} {prices|the prices|reviews} {of|for} [x]`,
    `I need a {laptop|phone|bike|camera|tablet|mattress|car seat|tent} for {university|travelling|gaming|work|my kid|long trips} and {have [number] euros|don't want to spend much|know nothing about it}. {Which one should I get|What do you recommend|What matters}?
    My {mother|wife|best friend|boss|nephew} {has everything|loves [animal]s|turns [number]}. {What gift would she like|What do I buy|Any present in mind}?`,
  ),
  style: patterns(
    `what {should|do|can|could} I wear {to|for|with} {a wedding|an interview|the opera|brown shoes|a funeral|a first date|a green skirt|[x]}
    does {[colour]|navy|a beard|a hat|[x]|a fringe} {suit me|go with [colour2]|match black|look good on older men|make me look fat}
    how {often|long|short} should I {wash my hair|moisturise|wear my hair|cut my nails|use [x]|shave}
    what {helps|is good|works} {against|for} {dry hair|greasy skin|pimples|dark circles|frizz|chapped lips|sweat stains}`,
    `{pick|choose|plan|put together} {an outfit|a hairstyle|my clothes|a look|a tie|make-up} for {tomorrow|a party|the wedding|me|work}
    {rate|judge} my {outfit|hair|look|new dress|beard}`,
    `I'm invited to a {black-tie dinner|garden party|wedding in [town]|job fair}. {What do I wear|Is a suit too much|Are sneakers okay}?
    My {hair|skin|face|scalp} is {dry|oily|itchy|full of spots|damaged} since {winter|I dyed it|the holiday}. {Which product helps|What should I use|Any routine}?`,
  ),
  events: patterns(
    `what {should|could|can} I {bring|say|write in the card|cook|give|wear|organise} {for|at|to} {a housewarming|a funeral|my parents' anniversary|a christening|[x]|a retirement party}
    how {much|many|long|early} {does|do|should} {a wedding|invitations|a speech|[x]|a party for fifty} {cost|be sent|last|take|need}
    which {song|venue|date|games|cake|theme|gift} {is good for|would you choose for|fits} {a wedding|a kids' party|[x]|our anniversary|a retirement}
    what's on {in [town]|near me|at the [noun] hall} {tonight|this weekend|on [day]}`,
    `{plan|organise|host} {my|a|our} {wedding|birthday party|surprise party|stag night|anniversary|christmas dinner|baby shower|reunion}{| for [number] guests| on a budget| in [town]}
    {write|give} {a toast|a wedding speech|a eulogy|my vows|a best man's speech|a birthday rhyme}{| for [name]| about [name]}`,
    `My {best friend|sister|brother|boss|grandma} is {getting married|retiring|turning [number]|leaving}. {What do I say in my speech|What present fits|How do we celebrate}?
    We're [number] people and {want to party|have no venue|it will rain|the caterer cancelled}. {Where can we go|What's plan B|How much food do we need}?`,
  ),
  crafts: patterns(
    `what {yarn|needle size|glue|wood|paint|tool|clay|stitch} {do I need for|is best for|should I use for|works with} {a scarf|[x]|a birdhouse|socks|outdoors|beginners|a [noun]}
    how many {stitches|metres of fabric|balls of wool|beads|boards|hours} do I need for {a hat|a blanket|curtains|a table|[x]|a dress}
    why {does|is} my {scarf|dough of salt|pot|solder joint|resin|thread|glaze} {curl|crack|break|sticky|uneven|leak}`,
    `{design|draw|write|find} me a {knitting pattern|sewing pattern|crochet pattern|plan for a birdhouse|template|woodworking plan}
    {teach|show} me {a card trick|macramé|to knit|how to juggle|origami|a magic trick}`,
    `I {dropped a stitch|cut the board too short|glued my fingers together|broke the needle|ran out of wool}. {How do I fix it|What now|Can it be saved}?
    I want to {build|sew|knit|make} a {shelf|dress|sweater|table|kite|puppet theatre} {for my niece|this weekend|without a machine}. {What do I need|Where do I start|Have you got a plan}?`,
  ),
  sports: patterns(
    `who {won|lost|scored|is playing|is leading|plays} {yesterday's match|the final|the World Cup|the derby|the Super Bowl|last night|in the Champions League|against [town]|the race in [town]}
    what {is|was} the {score|result|line-up|record|world record|transfer fee|standing} {of|in|for} {the [town] game|the match|the 100 metres|[x]|the marathon|the league|the semi-final}
    when {is|does} {the next game|the season|the final|[town] United|the Grand Prix|the tournament} {on|start|play|end|kick off}
    how many {goals|medals|titles|players|sets|rounds|points} {did|does|are in|has} {Messi|[name]|the team|[x]|a handball team|Norway|Ali} {score|have|won|need|}
    who is the {best|fastest|richest|tallest|oldest|most famous} {player|footballer|runner|coach|boxer|goalkeeper|driver} {of all time|in the world|right now|at [town]}`,
    `{give|show|tell|read} me {the|last night's|today's|all the} {football |basketball |tennis |}{results|scores|table|fixtures|highlights|line-ups}
    {predict|bet on|comment on} {the match|the final|the winner|the score of [town] against [town2]}`,
    `I missed the {game|race|match|final|second half} {last night|because of work|on [day]}. {Who won|How did it end|What was the score|Did [town] make it}?
    My {backhand|serve|golf swing|putting|free kick|sprint} is {awful|getting worse|too slow}. {How do I train it|What's wrong|Which drill helps}?`,
  ),
};
