import { question, request } from "../frames.ts";
import { capitals } from "../words/capitals.ts";
import type { Dice } from "../dice.ts";

/**
 * The border: what looks like something that the model knows and is not. Topics beside the known ones, other questions
 * about the known ones, other facts of countries and cities, units that have no table.
 */

const split = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Asked for in the very words in which a topic is; only the name tells. */
export const lookAlikes: readonly string[] = split(
  `hail; fog; frost; dew; lightning; a hurricane; a blizzard; a drought; humidity; barometers; acid rain; rainforests; a rain gauge; snowboarding; snowmen; a snow leopard; wind turbines; windmills; wind instruments; cloud computing; the cloud in IT; a cloud bank
  the northern lights; a prism; mirages; an echo; a sonic boom; tsunamis; tide pools; ocean currents; leap years; the equinox; solstices; the calendar; the carbon cycle; the nitrogen cycle; the food chain; respiration; chlorophyll; pollination; germination; fermentation
  lava; magma; geysers; hot springs; landslides; avalanches; plate tectonics; sinkholes; dinosaurs; minerals; amber; petroleum; crystals; the moon; the Earth; Mars; a comet; meteors; a satellite; a galaxy; black holes; the universe; the Milky Way; eclipses; planets outside of our system; starfish; film stars
  composting; garbage; plastic; biogas; solar power; nuclear power; voltage; a fuse; a transformer; a generator; a light bulb; a solar cell; a capacitor; a compass; electromagnets; iron; a pulley; a wheel; a screw; an inclined plane; gears; inertia; momentum; drag; lubrication
  condensation; sublimation; boiling; melting; glaciers; icebergs; ice cream; ice hockey; steam; smoke; ash; explosions; gunpowder; fireworks; ultrasound; music; light; silence; vibration; mirrors; a lens; colours; darkness; bushes; ferns; moss; mushrooms; leaves; roots; a forest; family trees; decision trees
  wasps; ants; bumblebee queens; butterflies; hornets; beetles; spiders; the brain; the liver; the kidneys; the stomach; the skin; blood; bones; muscles; nerves; veins; the spine; the spleen; heartburn; a heart attack; lung cancer; asthma; dreams; insomnia; snoring; hypnosis; coma; sleepwalking
  a loan; a bank; interest; taxes; debt; bitcoin; shares; gold; credit cards; inflation; a pension; insurance; a salary; an invoice; a globe; a compass rose; longitude; latitude; GPS; an atlas; a percentage; a decimal; a ratio; an equation; prime numbers; an angle; a triangle; negative numbers
  an adverb; a pronoun; a preposition; a conjunction; a syllable; a vowel; a sentence; grammar; the passive; a metaphor; punctuation; an article in grammar; a smartphone; a robot; the internet; a processor; software; a programming language; an algorithm; a server; artificial intelligence; a keyboard layout
  encryption; a firewall; a computer virus; usernames; a fingerprint scan; phishing; two-factor authentication; a VPN; a PIN machine; cookies; spam; hackers; a blockchain`,
);

/** Of the known topics: what their two sentences do not say. */
const otherQuestions: readonly string[] = split(
  `how {much|many millimetres of} rain {falls|fell|did we have} {in [town]|in the desert|last year}; does rain {in [town]|on a wedding} bring luck; how fast {do raindrops fall|does rain fall}; why does rain smell {so |}good
  how {deep|high} is the snow {in [town]|in the Alps}; who invented {snowboarding|snow chains|the snow globe}; how many words for snow do the Inuit have; how strong is the wind {in [town]|on Neptune|at the coast}; how {much|many houses} does a wind {turbine|farm} {cost|power}
  how {heavy|high|thick} is a cloud; what is the name of {the highest clouds|the clouds that look like sheep}; how many colours does {a|the} rainbow {have|show}; which colour is {at the top|in the middle} of a rainbow; who {wrote|sang} {the song about the rainbow|Purple Rain}; how far away is the thunder
  how {high|big} is the tide {in [town]|today|at Mont Saint Michel}; when is {high tide|low tide|the next tide} {today|in [town]|tomorrow}; when {does|do} {spring|summer|autumn|winter} {start|end|begin}{| this year| in Australia}; which season is the {best|longest|warmest}
  how {many|big} volcanoes are {there|active|in Italy|in Iceland}; when did {Vesuvius|Etna|Krakatoa|the volcano} erupt; which is the {biggest|most dangerous|highest} volcano; how strong was the earthquake {in [town]|of 1906|yesterday}; where was the {last|strongest|worst} earthquake; who invented the Richter scale
  how old is {the oldest fossil|the sun|a fossil|the solar system|the oldest tree}; where {can|do} I {find|buy|sell} {fossils|magnets|bees|trees|old maps}; how {hot|big|old|far|heavy|bright} is the sun; when will the sun {die|explode|rise|set}; what is the {temperature|mass|diameter} of the sun
  how many {moons|comets|asteroids} are {in the solar system|there}; who discovered {Pluto|Neptune|the solar system|electricity|magnets|photosynthesis|the water cycle}; how many stars {are there|are in the sky|does the Milky Way have}; what is the {brightest|nearest|biggest} star; how long is {the longest day|a day on Venus|the night at the pole}
  which bin {does|do} {glass|cans|paper cups} go in; what is the recycling rate {of|in} {[town]|Germany}; when is {the recycling|the paper} collected {in [town]|}; who {invented|discovered} {the battery|electricity|the lever|the computer|the magnet|fire|money|the map|the password}
  how much {does electricity|does a battery|does a computer|does a tree|does honey|does a map of [town]|do magnets} cost; how {do|can} I {save electricity|lower my electricity bill|replace a car battery|recycle a battery|charge a dead battery}; how many volts {does a battery have|are in a socket}; which battery fits my [noun]
  how {do|can} I {plant|cut down|climb|draw|identify} a tree; what is the {tallest|oldest|biggest} tree{| in the world}; which tree grows {in [town]|fastest}; how long do trees live; how many trees are there; why do bees sting; how long do bees live; how many {eyes|legs|eggs} does a bee have; how do I {keep bees|get rid of a bee|treat a bee sting}; what is a queen bee
  how do I {put out|light|start} a fire{| without matches| in the kitchen}; what colour is the hottest fire; how cold is dry ice; how thick must {the |}ice be to {walk|skate} on; what is the best ice cream in [town]; how loud is {a jet|a concert|the loudest sound}; how fast is sound{| in water}; can sound travel in {space|water|vacuum}
  what are the chambers of the heart; how do I know if my heart is {healthy|sick}; how big is {the|a} heart; why does my heart {race|skip a beat|hurt}; how many hearts does an octopus have; how many lobes do the lungs have; why do my lungs hurt; what does smoking do to {the|my} lungs; how heavy are the lungs
  why can't I sleep; how can I {sleep better|fall asleep}; why do we dream; how much does {a sleeping pill|the sleep app} cost; how do I stop sleepwalking; how do cats sleep; how can I {make|earn|save|borrow} money{| fast| online| as a student}; who prints the money; where was the first money made; how much money {does [name]|do I} have; what is the money of {Japan|Brazil|Poland} called
  {make|write|plan|set up} {a budget|my budget|a monthly budget}{| for me| for a family| with [number] euros}; what is the budget of {[town]|the film|NASA}; how big is the defence budget; {draw|show|give} me a map of {[town]|Europe|the metro}; where is [town] on the map; who drew the first map; {add|multiply|simplify|divide} the fractions {one half and one third|3/4 and 2/5}; what is 3/4 {plus|of|minus} [number]
  what is the noun of "to [verb]"; is "[noun]" countable; what is the plural of the noun [noun]; what is the past {tense|participle} of the verb {[verb]|go|swim}; conjugate the verb {[verb]|to be|to have}; what is the comparative of the adjective {[adj]|good}; put the adjectives in order: [adj], [adj2]; find the {verb|noun|adjective} in "the [adj] [noun] sleeps"
  which computer should I buy; how much RAM does my computer have; why is my computer so slow; how do I build a computer; who built the first computer; what is {the fastest computer|a quantum computer}; what is the wifi password of {the café|[firm]|the hotel}; guess {my|the|her} password; what's the password {of|for} {[firm]|my neighbour|the admin}; how do hackers steal passwords; which password manager is best
  how does a magnet lose its force; how strong is the magnet of an MRI; how is a shadow puppet made; how long is the shadow of the Eiffel Tower; how do I calculate {friction|the force on a lever|evaporation|the length of a shadow}; what is the friction coefficient of {ice|rubber|steel}; how much water evaporates from {a pool|the sea}`,
);

/** Countries that the model has not learnt. */
const otherCountries: readonly string[] = split(
  `Ghana; Nigeria; Colombia; Venezuela; Bolivia; Ecuador; Uruguay; Paraguay; Panama; Jamaica; Haiti; Honduras; Guatemala; Nicaragua; Ethiopia; Somalia; Uganda; Tanzania; Zambia; Zimbabwe; Angola; Namibia; Botswana; Senegal; Mali; Niger; Chad; Sudan; Libya; Algeria
  Syria; Jordan; Lebanon; Israel; Yemen; Oman; Qatar; Kuwait; Pakistan; Nepal; Bhutan; Bangladesh; Myanmar; Laos; Cambodia; Malaysia; the Philippines; Mongolia; Kazakhstan; Uzbekistan; Georgia; Armenia; Albania; Moldova; Montenegro; North Macedonia; Malta; Cyprus; Monaco
  New Zealand; Fiji; Samoa; Tonga; Rwanda; Burundi; Mozambique; Madagascar; Cameroon; Gabon; Togo; Benin; Saudi Arabia; Afghanistan; Sri Lanka; North Korea; Texas; California; Florida; Bavaria; Quebec; Ontario; New South Wales; Catalonia; Tuscany; Scotland; Wales; Alaska; Hawaii; Queensland; Wakanda; Narnia; Atlantis; Mordor`,
).filter((name) => capitals.every(([country]) => country !== name));

const capitalMisses: readonly string[] = [
  "what is the capital{| city} of [other]",
  "{the |}capital{| city} of [other]",
  "which {city|town} is the capital of [other]",
  "what is [other]'s capital{| city}",
  "how many {people live|inhabitants are|tourists come|museums are|churches are} in [city]",
  "what is the {population|area|mayor|weather|oldest building|airport code|postcode|best hotel|history|airport|river|time|metro map|rent|crime rate|football club|founding year|nickname|altitude} {of|in} [city]",
  "who is the {mayor|patron saint|founder|bishop|richest person} of [city]",
  "what is the {population|language|currency|flag|president|king|area|national anthem|highest mountain|longest river|second largest city|national dish|religion|time zone|dialling code|biggest city|GDP|prime minister|neighbour|internet domain|oldest town|national animal} of [country]",
  "how {many people live in|big is|old is|rich is|far is it to|hot is it in|safe is|do I get to} [country]",
  "what was the {first|old|former|former royal} capital of [country]",
  "why is [city] the capital of [country]{| and not another city}",
  "since when {is|has} [city] {been |}the capital of [country]",
  "is [city] {bigger|older|nicer|more expensive|further north} than [city2]",
  "how far is it from [city] to [city2]",
  "what {can I see|should I visit|is there to do|do people eat|do people speak|is famous} in [city]",
  "which {countries|seas|rivers} {border|touch|cross} [country]",
  "what is the largest city {of|in} [country]",
  "which country has the {largest|oldest|highest|smallest|coldest} capital",
  "name {all|five|the} {capitals|countries|states|cities} {of|in} {Africa|Asia|South America|the world|[country]|Oceania}",
  "what is a capital {letter|gain|crime}",
  "how much {venture |working |}capital {do I|does [firm]|does a start-up} need",
  "who {won|ruled|built|conquered|bombed|founded} [city]{| in 1900| after the war}",
  "tell me about {[city]|[country]|life in [city]|the history of [country]}",
  "what {is|was} [city] {known|famous} for",
];

const unitMisses: readonly string[] = [
  "how many {kilometres|metres|yards} {are in|are|make|is} {[number] miles|a mile|[number] nautical miles|a light year|[number] furlongs}",
  "how many {miles|nautical miles|light years|furlongs} {are in|are|is} [number] {kilometres|km|metres|yards}",
  "how many {grams|kilograms|ounces|stones} {are in|are|make} {[number] pounds|a pound|[number] ounces|[number] stone}",
  "how many {pounds|ounces|stone|carats} {are in|are|is} [number] {kilograms|kg|grams|kilos|tons}",
  "how many {litres|millilitres|cups|pints} {are in|are|make} {a gallon|[number] gallons|[number] pints|a barrel|a cup|[number] fluid ounces}",
  "how many {teaspoons|tablespoons|cups|grams|ounces} {are in|is|make} {a cup|[number] tablespoons|a stick of butter|a pinch|a cup of flour}",
  "what is [number] degrees {Celsius in Fahrenheit|Fahrenheit in Celsius|Celsius in Kelvin}",
  "[number] {Fahrenheit to Celsius|Celsius to Fahrenheit|miles to km|km to miles|lbs to kg|kg to pounds|inches to cm|gallons to litres|mph to km/h|psi to bar|acres to hectares|stone to kilos|ounces to grams}",
  "how many {square metres|hectares|football pitches} {are in|is|make} {an acre|[number] acres|a hectare|[number] square miles}",
  "what is [number] {knots|miles per hour|metres per second|mach} in {km/h|kilometres an hour|miles per hour}",
  "how many {watts|joules|calories|amperes|volts|decibels|pascals} {are in|is|make} [number] {horsepower|kilowatt hours|bar|kilojoules}",
  "how many {centimetres|cm|millimetres} {are in|is} {[number] inches|an inch|five foot six|six feet two}",
  "how many {dollars|pounds|yen|francs|rupees|pesos} {are|is|do I get for} [number] euros",
  "how much does a {litre|cubic metre|cup|gallon|ton} of {milk|gold|sand|honey|water|flour|[noun]s} weigh",
  "how many {days|hours|minutes|weeks} {until|are left until|since|are there till} {Christmas|my birthday|[day]|the summer holidays|New Year|[number] May}",
  "how many {kilograms are in a litre|metres are in an hour|seconds are in a kilometre|grams are in a metre|hours are in a kilogram}",
  "how long is {a metre of time|an eternity|a moment|a nautical mile|a Roman foot|a parsec|a fathom}",
  "what {is|was} {a cubit|a bushel|a fathom|an ell|a furlong|a mole|a parsec|a hogshead|a fortnight|a quintal}",
];

const unitOrders: readonly string[] = [
  "convert [number] {miles|pounds|gallons|ounces|acres|Fahrenheit|degrees Celsius|stone|pints|knots|dollars|inches} {to|into} {kilometres|kilograms|litres|grams|hectares|Celsius|Kelvin|pounds|cups|euros|centimetres}",
  "{change|turn|convert} {[number] euros into dollars|a recipe to cups|binary 1011 to decimal|[number] to Roman numerals|[number] to binary|[number] to hexadecimal|my shoe size to US sizes|[clock] in [town] to New York time}",
];

/** @returns a frame with slots, in the words of an exchange that the model knows. */
export function nearMiss(dice: Dice): string {
  const asked = dice.pick([
    () => dice.pick(otherQuestions),
    () => dice.pick(otherQuestions),
    () => dice.pick(capitalMisses),
    () => dice.pick(capitalMisses),
    () => dice.pick(unitMisses),
    () => dice.pick(unitOrders),
  ])();
  return /^(name|tell|convert|\{change|\{make|\{draw|\{add|put|find|guess|conjugate)/.test(asked)
    ? request([asked])
    : question([asked]);
}

/** What a near miss needs beside the slots of every field. */
export function missSlots(dice: Dice): Readonly<Record<string, string>> {
  const [country, city] = dice.pick(capitals);
  return { country, city, city2: dice.pick(capitals)[1], other: dice.pick(otherCountries) };
}
