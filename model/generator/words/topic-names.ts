/** Other names of a topic, and questions whose answer its two sentences give. */
export interface TopicNames {
  readonly also: readonly string[];
  readonly asks: readonly string[];
}

const split = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const names = (also: string, asks: string): TopicNames => ({ also: split(also), asks: split(asks) });

/** By the topic's name in `topics.ts`; what is not here is called by its name only. */
export const topicNames: Readonly<Record<string, TopicNames>> = {
  rain: names(
    "rainfall; the rain; raindrops; rain showers; rainy weather; rain from the sky; a shower of rain; drizzle",
    `why does it rain; where does {rain|the rain} come from; how does rain {form|come about|happen|start|develop}
    how {is|are} {rain|raindrops} {made|formed|created|born}; what makes it rain; what causes {rain|rainfall}
    why does water fall from {the sky|clouds}; what are raindrops made of`,
  ),
  snow: names(
    "the snow; snowflakes; snowfall; a snowflake; falling snow; fresh snow; the white stuff called snow",
    `why does it snow; how does snow {form|come about|develop|happen}; how {is|are} {snow|snowflakes} {made|formed}
    what is snow made of; when does {it snow|snow fall|snow form}; what causes {snow|snowfall}; where does snow come from; what makes it snow`,
  ),
  wind: names(
    "the wind; winds; a breeze; breezes; moving air; windy weather; gusts of wind; a gust",
    `why does the wind blow; where does {the |}wind come from; what {causes|makes|creates} {the |}wind; how does {the |}wind {form|start|come about|develop|arise}
    why is there wind; why does air move; what makes the air move; why is it windy`,
  ),
  clouds: names(
    "a cloud; the clouds; clouds in the sky; white clouds; rain clouds; grey clouds; a rain cloud",
    `what are clouds made of; what is {in|inside} a cloud; when do clouds {rain|turn into rain}; what is a cloud made of; what do clouds consist of
    what happens when {the |}drops in {a |the |}cloud{|s} {grow|get} heavy; why do clouds {rain|drop rain}`,
  ),
  rainbows: names(
    "a rainbow; the rainbow; the colours of the rainbow; rainbows in the sky; coloured bows in the sky",
    `how {does|is} a rainbow {form|made|formed}; why do rainbows appear; when do {rainbows|you see rainbows|we see a rainbow} {appear|}
    what makes a rainbow; what causes {a rainbow|rainbows}; why are there rainbows; where do rainbows come from; how do rainbows {form|arise|come about|happen}
    why is there a rainbow after rain`,
  ),
  thunder: names(
    "the thunder; a clap of thunder; thunderclaps; the sound of thunder; rolling thunder; a thunderclap; the rumble of thunder",
    `why does it thunder; what {causes|makes} {the |}thunder; where does {the |}thunder come from; how does thunder {form|happen|arise|come about}
    why is there thunder; why does lightning make {a sound|a noise|a bang}; what is the {bang|noise} after lightning; why is lightning {loud|so loud}`,
  ),
  tides: names(
    "the tides; the tide; high tide and low tide; ebb and flow; high and low tide; ebb and flood; the tides of the sea; low tide",
    `why are there tides; what causes {the |}tides; why does the sea {rise|fall|rise and fall|come and go}; how do {the |}tides {work|happen|form|come about}
    what makes the sea rise and fall; what has the moon to do with {the |}tides; how does the moon move the sea; what {moves|pulls} the sea; where do tides come from`,
  ),
  seasons: names(
    "the seasons; the four seasons; the seasons of the year; spring, summer, autumn and winter; the parts of the year; a season",
    `why are there seasons; what causes {the |}seasons; how many seasons are there; what are the {four |names of the }seasons; why do {the |}seasons {exist|change}
    why do we have {seasons|summer and winter}; which seasons {are there|does the year have}; name the {four |}seasons; list the {four |}seasons; how do {the |}seasons {come about|happen}`,
  ),
  "the water cycle": names(
    "water cycle; the cycle of water; the hydrological cycle; the circulation of water; how water goes round; the way of water; the rain cycle; the journey of water",
    `how does {the |}water {cycle|go} {work|round}; how does water get {from the sea to|into} the clouds; how does water {get|come} back to the sea
    what are the {steps|stages|parts} of the water cycle; where does the water go after rain`,
  ),
  photosynthesis: names(
    "the process of photosynthesis; photosynthesis in plants; how plants make sugar; how plants make their food; how leaves make sugar; plant photosynthesis",
    `how does photosynthesis work; how do {plants|leaves} make {sugar|food|oxygen|their food}; what do plants {need for|make in|use in} photosynthesis; where does photosynthesis {happen|take place|occur}
    why is photosynthesis {important|useful}; what does photosynthesis {need|make|give us|produce}; what do plants do with {light|sunlight|carbon dioxide}; where does {the |our |}oxygen come from`,
  ),
  volcanoes: names(
    "a volcano; volcanos; the volcano; fire mountains; a volcanic mountain; volcanic mountains; how volcanoes work; mountains with lava",
    `how do volcanoes work; what comes out of a volcano; where does {the |}{lava|melted rock} come from; what flows {out of|from} {a volcano|volcanoes}
    what is {in|inside|under} a volcano; what makes a mountain a volcano`,
  ),
  earthquakes: names(
    "an earthquake; earth quakes; the earthquake; quakes; an earth tremor; tremors of the earth; a quake; why the earth shakes",
    `why are there earthquakes; what causes {an earthquake|earthquakes}; how do earthquakes {happen|form|come about|start|occur|arise}; why does the {ground|earth} {shake|move|tremble|quake}
    what makes the ground {shake|move}; when do earthquakes {happen|occur}; what happens {in|during} an earthquake; where do earthquakes come from; what triggers {an earthquake|earthquakes}`,
  ),
  fossils: names(
    "a fossil; the fossil; fossil; old bones in stone; plants and animals turned to stone; fossilised animals",
    `what do fossils tell us; what can we learn from fossils; why are fossils {important|interesting|useful}; what are fossils {made of|good for}; what do we know from fossils
    what is left of {an old animal|animals from long ago}`,
  ),
  "the sun": names(
    "our sun; the Sun; sun; the sun in the sky; the sun above us; our star; the star called sun; the star of our solar system",
    `is the sun a star; what does the sun {give us|do for us|do}; what kind of {star|thing|body} is the sun; why do we need the sun; where is the sun
    why is the sun important; what is at the centre of {the|our} solar system; where does {our|the} {light|warmth|daylight} come from`,
  ),
  "the solar system": names(
    "our solar system; solar system; the planets and the sun; the planetary system; the sun and its planets; the sun and the planets; the family of planets",
    `how many planets {are there|are in the solar system|has the solar system|does the solar system have|does the sun have|go round the sun}; what is in the solar system; which planet is the Earth; what belongs to the solar system
    what is the third planet{| from the sun}; where is the Earth in the solar system; what does the solar system {consist of|contain}; number of planets`,
  ),
  stars: names(
    "a star; the stars; stars in the sky; the stars at night; the night stars; a shining star; stars in space; the stars above",
    `what are stars made of; why do stars {look|seem|appear} {so |}small; why do stars shine; what is a star made of; why are stars so {small|tiny}
    are stars far away; what shines at night`,
  ),
  "day and night": names(
    "night and day; day and night on Earth; the change of day and night; the day and the night; how day turns into night; why it gets dark at night",
    `why {is|are} there day and night; why does it get dark{| at night| in the evening}; what causes {day and night|night and day}; why is it {dark|night}{| at night}; how do day and night {come about|happen|work|form}
    why do we have {day and night|night and day|nights}; where {do|does} day and night come from; what makes day and night; why does day {turn into|become} night`,
  ),
  recycling: names(
    "to recycle; the recycling; recycling of waste; waste recycling; recycling paper and glass; the reuse of material; recycled material; paper recycling",
    `why {should|do} we recycle; what can be recycled; why is recycling {good|important|useful}; what {things|materials} can {be|you|I|we} {recycled|recycle}; what is recycling {good for|about}
    how does recycling {work|help}; what does recycling save; which materials can be {recycled|used again}; does recycling save energy; why recycle`,
  ),
  electricity: names(
    "electric current; the electricity; electrical current; electric power; power from the socket; electrical energy; current in a wire; electrical power; current",
    `how does electricity {work|flow}; what flows {in|through} a wire; what {do we use|is} electricity {for|good for|used for}; what does electricity {do|power}; what is electricity made of; what powers {lamps|motors|lamps and computers}
    what runs through {a wire|wires}`,
  ),
  "a battery": names(
    "batteries; the battery; an electric battery; battery cells; a battery cell; battery; a torch battery; how batteries work; an accumulator",
    `how {does a battery|do batteries} work; what is {in|inside} a battery; what does a battery do; what are batteries {for|good for}; where does {a|the} battery get its {electricity|power|energy}
    how {does a battery|do batteries} {store|keep|give} {energy|power|electricity}; what happens {in|inside} a battery; why do batteries give {electricity|power}`,
  ),
  magnets: names(
    "a magnet; the magnet; magnet; a bar magnet; iron magnets; magnetic metal; horseshoe magnets; a fridge magnet",
    `what do magnets {do|attract}; what does a magnet {do|attract|have}; what are the poles of a magnet; which poles {has a magnet|does a magnet have}; what poles do magnets have; how many poles {has a magnet|does a magnet have}
    what sticks to a magnet; which metal do magnets attract`,
  ),
  "a lever": names(
    "levers; the lever; lever; a simple lever; a lever in physics; a lifting bar; a lever arm; lifting with a bar",
    `how {does a lever|do levers} work; what {is a lever|are levers} {for|used for|good for}; why does a lever help; why does a lever make lifting {easier|easy}; what makes lifting easier
    why is a long lever {better|easier}; what does a lever do`,
  ),
  friction: names(
    "the force of friction; frictional force; rubbing and friction; friction force; the friction; friction between things; frictional forces",
    `why do we need friction; what does friction do; why do things slow down; what slows things {down|that rub}; what would happen without friction; what happens without friction; what force slows things {down|}
    why is friction {useful|important|good}; what is friction good for; how does friction work`,
  ),
  evaporation: names(
    "evaporating; the evaporation of water; when water evaporates; to evaporate; evaporating water; the process of evaporation; how water dries up; drying up of water",
    `how does {evaporation|evaporating} work; when does water evaporate faster; what happens when {water|a liquid} evaporates; why does {water|a puddle} {evaporate|dry up|disappear in the sun}; what makes water evaporate {faster|}
    how does a liquid become a gas; when does a liquid become a gas`,
  ),
  ice: names(
    "the ice; frozen water; ice cubes; an ice cube; a block of ice; ice on a lake; ice on the pond; solid water",
    `why does ice {float|swim}{| on water}; what is ice made of; is ice {lighter|heavier} than water; why is ice on top of the {water|lake}; what happens when water freezes; what does ice consist of
    does ice float`,
  ),
  fire: names(
    "a fire; flames; the fire; a flame; burning; a burning fire; burning things; a burning flame; fire and flames",
    `what does {a |}fire need{| to burn}; what do you need {for|to make} a fire; how does {a |}fire {work|burn|start}; why do things burn; what are the three things {that |}a fire needs; what keeps a fire burning; what feeds a fire
    what makes things burn`,
  ),
  sound: names(
    "sounds; the sound; noise; a sound; sound in the air; noises; hearing sounds; acoustic waves",
    `how does sound {travel|work|move}; how do we hear{| things| sounds}; what is sound made of; how does {sound|a noise} {get|come} to {the|our|my} ear{|s}; what makes {a |}sound; what do our ears do; where does sound travel
    how do ears hear`,
  ),
  "a shadow": names(
    "shadows; the shadow; shadow; my own shadow; the shadows on the wall; dark shadows; shade and shadows; a shadow on the ground",
    `why do {things|we|I|you} have {a shadow|shadows}; how {is a shadow|are shadows} made; when is a shadow long; why are shadows {long|longer} {in the evening|in the morning|when the sun is low}; what makes a shadow; how do shadows {form|come about|work}
    where do shadows come from; what causes {a shadow|shadows}; why is there a shadow`,
  ),
  trees: names(
    "a tree; the trees; tree; trees in the wood; tall trees; big trees; forest trees; the tree as a plant; a tree trunk and its tree",
    `why are trees {important|good|useful}; what do trees do{| for us| for the air}; why do we need trees; what are trees {good for|made of}; what cleans the air; how do trees help {us|animals|the air}
    who lives in trees`,
  ),
  bees: names(
    "a bee; the bees; honey bees; honeybees; bee; the honey bee; bees and honey; a honey bee; wild bees",
    `what do bees {do|make|collect|carry|eat and make}; why are bees {important|useful|good}; why do we need bees; how do bees help {flowers|fruit|plants|us}; who makes honey; what does a bee {do|make|collect}; which insects make honey
    what are bees good for; where does honey come from; how does fruit grow with {the help of |}bees`,
  ),
  "the heart": names(
    "the human heart; a heart; hearts; our heart; the heart in the body; the heart muscle; the heart as an organ; how the heart works",
    `what does {the|a|my|our} heart do; how {often|fast|many times} does {the|a|my|our} heart beat{| a minute| in a minute| per minute}; how does the heart work; what is the heart for; what pumps {the |}blood{| through the body}; is the heart a muscle
    why do we need a heart; what kind of organ is the heart; how many beats a minute does the heart make; what is {a |the |}normal heart rate`,
  ),
  "the lungs": names(
    "lungs; a lung; our lungs; the human lungs; the organs for breathing; the lung; human lungs; the breathing organs; how lungs work",
    `what do {the|our|my} lungs do; how do {the |}lungs work; what are {the |}lungs for; how do we breathe; how does oxygen get into the blood; why do we need lungs; which organs do we breathe with; what do we breathe with
    what brings oxygen into the blood; how does the air get into the blood`,
  ),
  sleep: names(
    "sleeping; why we sleep; the need for sleep; a night's sleep; human sleep; being asleep; our sleep; a good night's sleep; to sleep",
    `how {long|much|many hours} should {I|an adult|adults|people|we} sleep; how {much|many hours of} sleep {does an adult|do adults|do I|do people|do we} need; why do we sleep; what does sleep do; why do people {need|have to} sleep; what happens {in|during} sleep
    how many hours of sleep are {enough|normal|good}; why is sleep {important|good}; how long do adults sleep; what is sleep good for`,
  ),
  money: names(
    "cash; the money; currency; coins and notes; paying with money; the idea of money; money in general; coins and banknotes; why we have money",
    `what is money {for|good for|used for}; why do we {have|use|need} money; what do people pay with; why did people invent money; what do {we|people} use money for; why is money {useful|practical|better than swapping}; what does money do; how does money work
    what makes trade easier`,
  ),
  "a budget": names(
    "budgets; the budget; budgeting; a household budget; a money plan; budget planning; a family budget; a monthly budget; how a budget works",
    `what is a budget {for|good for}; why {do I|should I|do people|would I} need a budget; what is in a budget; how does a budget {help|work}; why make a budget; what does a budget show; why is a budget {useful|important}; what goes into a budget
    why should {I|one|you} have a budget`,
  ),
  "a map": names(
    "maps; the map; road maps; a road map; map; a city map; a street map; a map of a place; map reading; how maps work",
    `what {does a map|do maps} show; what {is a map|are maps} {for|good for|used for}; what can I see on a map; what is on a map; how {does a map|do maps} work; why {do we|do I|does one} need a map; what does a map look like
    what do you see on {a map|maps}`,
  ),
  "a fraction": names(
    "fractions; the fraction; fractions in maths; the fractions in arithmetic; fraction; a math fraction; one half and other fractions; parts of a whole; fractional numbers; a fraction in maths",
    `what does the lower number {of|in} a fraction {say|mean|tell us}; how do fractions work; what does a fraction {mean|say|show}; what is the {lower|bottom} number {of|in} a fraction; what does one half mean; what is {one|a} half
    what kind of number is one half`,
  ),
  "a noun": names(
    "nouns; the noun; noun; nouns in grammar; the nouns; naming words; a naming word; nouns in English; the word class noun; a noun in grammar",
    `what are {some |}examples of {a noun|nouns}; give me {an example|examples|some examples} of {a noun|nouns}; which words are nouns; is {house|teacher|river} a noun; what kind of word is {house|teacher|river}; what does a noun {name|stand for|do}; name {some|a few|three} nouns
    which word class is {house|teacher|river}`,
  ),
  "a verb": names(
    "verbs; the verb; verb; verbs in grammar; doing words; a doing word; the verbs; action words; an action word; verbs in English; a verb in grammar",
    `what are {some |}examples of {a verb|verbs}; give me {an example|examples|some examples} of {a verb|verbs}; which words are verbs; is {run|eat|think} a verb; what kind of word is {run|eat|think}; what does a verb {say|tell|do|describe}; name {some|a few|three} verbs
    which word class is {run|eat|think}`,
  ),
  "an adjective": names(
    "adjectives; the adjective; adjective; adjectives in grammar; describing words; a describing word; the adjectives; words like red and small; adjectives in English",
    `what are {some |}examples of {an adjective|adjectives}; give me {an example|examples|some examples} of {an adjective|adjectives}; which words are adjectives; is {red|small|happy} an adjective; what kind of word is {red|small|happy}; what does an adjective {do|describe|say}; name {some|a few|three} adjectives
    which word class is {red|small|happy}`,
  ),
  "a computer": names(
    "computers; the computer; a PC; PCs; computer; personal computers; a personal computer; computing machines; a laptop computer; how computers work; a desktop computer",
    `how {does a computer|do computers} work; what {does a computer|do computers} do; what {is a computer|are computers} {for|good for|used for}; what does a computer work with; what is a {program|computer program}; what does a computer follow; what tells a computer what to do
    what are the instructions of a computer called; what is a program for a computer`,
  ),
  passwords: names(
    "a password; the password; password; secret passwords; a good password; safe passwords; strong passwords; a strong password; a secure password; secure passwords",
    `what makes a {good|strong|safe} password; how long should a password be; how should {a password|passwords} be; why do {we|I|people} need passwords; what are passwords {for|good for}; what is a {good|strong|safe|secure} password; why should {passwords|a password} be long; what do passwords protect
    should {I|one|you} use one password for {all accounts|everything}; how do I choose a {good|safe|strong} password; what protects an account`,
  ),
};
