/** What the model can explain: a name, a sentence, and a little more. */
export const topics: readonly (readonly [name: string, short: string, more: string])[] = [
  [
    "rain",
    "Rain is water that falls from clouds in drops.",
    "The sun turns water into vapour, which rises, cools and becomes drops.",
  ],
  [
    "snow",
    "Snow is frozen water that falls from clouds as small crystals.",
    "It forms when the air is colder than zero degrees.",
  ],
  ["wind", "Wind is moving air.", "Air moves from places with high pressure to places with low pressure."],
  [
    "clouds",
    "Clouds are many tiny drops of water in the air.",
    "When the drops grow heavy, they fall as rain.",
  ],
  [
    "rainbows",
    "Rainbows are bows of colours in the sky.",
    "They appear when sunlight is bent and split by drops of rain.",
  ],
  [
    "thunder",
    "Thunder is the sound of lightning.",
    "Lightning heats the air so fast that it bursts apart with a bang.",
  ],
  ["tides", "Tides are the rise and fall of the sea.", "The moon and the sun pull at the water and move it."],
  [
    "seasons",
    "Seasons are the four parts of the year: spring, summer, autumn and winter.",
    "They exist because the axis of the Earth is tilted.",
  ],
  [
    "the water cycle",
    "The water cycle is the way of water from the sea to the clouds and back.",
    "Water evaporates, forms clouds, falls as rain and flows back to the sea.",
  ],
  [
    "photosynthesis",
    "Photosynthesis is how plants make sugar from light, water and carbon dioxide.",
    "It happens in green leaves and gives us oxygen.",
  ],
  [
    "volcanoes",
    "Volcanoes are mountains from which hot melted rock can flow.",
    "The melted rock comes from deep below the ground.",
  ],
  [
    "earthquakes",
    "Earthquakes are sudden movements of the ground.",
    "They happen when large plates of rock slip past each other.",
  ],
  [
    "fossils",
    "A fossil is what is left of a plant or animal from long ago, turned to stone.",
    "Fossils tell us how life looked in the past.",
  ],
  ["the sun", "The sun is the star at the centre of our solar system.", "It gives us light and warmth."],
  [
    "the solar system",
    "The solar system is the sun with eight planets and many smaller bodies.",
    "The Earth is the third planet from the sun.",
  ],
  ["stars", "Stars are huge balls of hot gas that shine.", "They look small because they are very far away."],
  [
    "day and night",
    "Day and night come from the turning of the Earth.",
    "The side that faces the sun has day, and the other has night.",
  ],
  [
    "recycling",
    "Recycling is making new things from old material.",
    "Paper, glass and metal can be used again, which saves energy.",
  ],
  [
    "electricity",
    "Electricity is the flow of tiny charged particles through a wire.",
    "It powers lamps, motors and computers.",
  ],
  [
    "a battery",
    "A battery stores energy and gives it back as electricity.",
    "Inside, a chemical reaction moves charges from one side to the other.",
  ],
  ["magnets", "Magnets are pieces of metal that attract iron.", "Each has a north pole and a south pole."],
  [
    "a lever",
    "A lever is a bar that turns around a fixed point and makes lifting easier.",
    "The longer the arm, the less force is needed.",
  ],
  [
    "friction",
    "Friction is the force that slows things that rub against each other.",
    "Without it we could not walk or brake.",
  ],
  [
    "evaporation",
    "Evaporation is when a liquid becomes a gas.",
    "Water evaporates faster when it is warm or windy.",
  ],
  ["ice", "Ice is frozen water.", "It is lighter than water, so it floats."],
  ["fire", "Fire is burning that gives heat and light.", "It needs fuel, oxygen and heat."],
  ["sound", "Sound is a vibration that travels through the air.", "Our ears turn it into what we hear."],
  [
    "a shadow",
    "A shadow is a dark place where something blocks the light.",
    "It is long when the light is low.",
  ],
  [
    "trees",
    "Trees are tall plants with a trunk of wood.",
    "They clean the air and give a home to many animals.",
  ],
  [
    "bees",
    "Bees are insects that collect nectar and make honey.",
    "They carry pollen from flower to flower, so that fruit can grow.",
  ],
  [
    "the heart",
    "The heart is a muscle that pumps blood through the body.",
    "It beats about seventy times a minute.",
  ],
  ["the lungs", "The lungs are the organs with which we breathe.", "They bring oxygen into the blood."],
  [
    "sleep",
    "Sleep is the time in which body and mind rest.",
    "Most adults need seven to nine hours a night.",
  ],
  ["money", "Money is what people use to pay for things.", "It makes trade easier than swapping goods."],
  [
    "a budget",
    "A budget is a plan for money: what comes in and what goes out.",
    "It helps to spend no more than there is.",
  ],
  [
    "a map",
    "A map is a drawing of a place from above.",
    "It shows roads, rivers and towns, much smaller than they are.",
  ],
  [
    "a fraction",
    "A fraction is a part of a whole, such as one half.",
    "The lower number says into how many parts the whole is cut.",
  ],
  ["a noun", "A noun is a word for a person, a place or a thing.", "House, teacher and river are nouns."],
  ["a verb", "A verb is a word for something that is done.", "Run, eat and think are verbs."],
  ["an adjective", "An adjective is a word that describes a noun.", "Red, small and happy are adjectives."],
  [
    "a computer",
    "A computer is a machine that follows instructions and works with data.",
    "Its instructions are called a program.",
  ],
  [
    "passwords",
    "Passwords are secret words that protect an account.",
    "Good ones are long and used for one account only.",
  ],
];
