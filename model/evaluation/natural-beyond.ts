/**
 * What people ask that the model cannot know, written by hand and apart from the generator, which has never seen them.
 * Frozen: a prompt is not changed because a model fails at it, and none may move into the training.
 */
export const naturalBeyond: readonly string[] = `
how tall is the tallest building in dubai
Can you explain how vaccines train the immune system?
my laptop fan is really loud since the update, what should I check first
Who painted The Night Watch?
whats the best way to get red wine out of a white shirt
I have 3 job offers and can't decide. Salary 60k, 55k remote, 70k but long commute. Thoughts?
Write a SQL query that returns the second highest salary per department
is it normal that my baby sneezes so much
When did the Berlin Wall come down?
convert this to a list comprehension: for x in y: if x>3: z.append(x)
What's a good name for a startup that rents out e-bikes?
how do i calculate the area of a trapezoid
please translate "we would like to reserve a table for six on Friday night" into Polish
What is the airspeed of a swallow?
give me 5 interview questions for a senior accountant
Why does bread go stale faster in the fridge?
tell me what happened at the Battle of Hastings
My landlord wants to raise the rent by 20 percent, is that allowed?
how many moons does Neptune have
What's 348 times 27?
regex for matching dates like 2024-05-31
Are bananas radioactive?
How do noise cancelling headphones work?
explain the offside rule like I'm five
what year did the first iphone come out
Which is healthier, butter or margarine?
I need a packing list for a week of skiing in March
who is the author of One Hundred Years of Solitude
What does "ad hoc" mean?
Can you check if www.example.org is down?
how long can cooked rice stay in the fridge
Write a limerick about a grumpy postman from Crete
What's the time difference between Tokyo and New York?
my tomato leaves turn yellow at the bottom. why
difference between a virus and a bacterium
How do I write a resignation letter without burning bridges?
what is the plot of Macbeth in two sentences
can i freeze hard boiled eggs
How many legs does a lobster have?
What are the three laws of robotics?
why is there leap year
Suggest a birthday present for a 12 year old who is into dinosaurs
is 2027 a prime
What's the GDP of Denmark?
how do you say cheers in Hungarian
my git push got rejected non-fast-forward what now
What's the difference between affect and effect?
Should I learn Rust or Go in 2026?
Tell me about the architecture of Gaudi
what is the boiling point of ethanol
how to remove a stripped screw
Explain the trolley problem
I can't sleep at night, my thoughts keep racing
What was the name of the first dog in space?
how much protein is in 100g of lentils
what does a product manager do all day
Draft a privacy policy for my small web shop
who has won the most grand slam titles in women's tennis
Can cats eat tuna from a can?
how far away is Alpha Centauri
If a train leaves at 3pm going 80 km/h and another at 4pm going 100, when do they meet?
what are some good stretches for lower back pain
Summarise the theory of evolution
how do I change the language on my Samsung TV
What is the chemical symbol for tungsten?
best time of year to visit New Zealand
Explain monads please
my car makes a clicking noise when I turn left
What's the meaning behind the song Hotel California
which planet spins the fastest
How do I deal with a coworker who takes credit for my work?
is the Loch Ness monster real
wie hoch ist der Kilimandscharo
calculate compound interest on 5000 at 3% over 10 years
what's the difference between baking soda and baking powder
Who discovered penicillin and how?
write me a bash one-liner that counts files by extension
Is it bad to crack your knuckles?
What languages are spoken in Switzerland?
how does a heat exchanger work
What should I feed a stray hedgehog
Tell me a fun fact about octopuses
what are the side effects of metformin
how do airplanes stay in the air
Recommend me three novels set in Istanbul
when is the next solar eclipse visible in Spain
What's the average salary of a nurse in Norway?
i spilled coffee on my keyboard help
Who was the second man on the moon?
Explain the difference between weather and climate
how do i make my own sourdough starter
What's the square root of 7225?
is it safe to eat mushrooms from my garden
Name all Roman emperors of the first century
what is docker compose used for
why do onions make you cry
Give me a workout plan for three days a week
what is a haiku and can you write one on autumn leaves
How was Venice built?
what's the capital gains tax rate for short term gains
Which vitamin is good for eyesight?
how do I get gum out of hair
what colour do you get when you mix blue and yellow
Explain quantum entanglement to my grandma
What does the acronym NATO stand for?
who sang "Dancing Queen"
my dog ate a grape should I worry
Write a cover letter for a job as a forklift driver
What is a black swan event?
how many bones are in the human hand
tell me the plot twist of The Sixth Sense
can you rate my haircut from 1 to 10
What's the tallest waterfall on earth?
how do i teach my kid to tie shoelaces
what are NFTs and are they still worth anything
Compare stoicism and epicureanism
where do penguins live
what's the best opening in chess against e4
How much water should a cactus get in winter?
Solve for x: 4x - 9 = 27
what is the origin of the word "salary"
Why did the Roman Republic fall?
how to whistle with two fingers
What is the difference between HTTP 301 and 302?
is there life on europa
Who runs the central bank of Japan?
make me a meal plan for a vegetarian diabetic
how do I unclog a kitchen drain without chemicals
What's the longest river in Europe?
define serendipity
how do submarines dive and surface
what's the latest version of node.js
Can I bring a power bank on a plane?
What is the moral of The Tortoise and the Hare?
tell me how to pick a lock
I think my friend is depressed, what can I do
what happened on 20 July 1969
How do bees find their way home, scientifically?
explain big O notation
what's the best mattress for side sleepers
Who composed The Four Seasons?
how many calories does an hour of swimming burn
What do I need to open a bakery in Austria?
is mercury in retrograde right now
rewrite this more professionally: hey boss, can't make it today, feel like crap
What is the Fibonacci sequence?
how did the dinosaurs die out
Give me the lyrics of Yesterday
why is my wifi slower upstairs
What's the difference between lager and ale?
Tell me everything about the Ottoman Empire
how do I knit a scarf, first steps
Does sugar make children hyperactive?
what's the population of Lagos as of this year
Write unit tests for a function that reverses a string
what is the best age to start learning piano
How deep is the Mariana Trench?
which countries border Laos
can you recommend a dentist in Porto who speaks English
What's a Schengen visa?
Explain how GPS finds my position
how old was Shakespeare when he died
what do you call a baby kangaroo
Is it cheaper to lease or buy a car?
How is cheese made?
who would win, a gorilla or a bear
What's the formula for the volume of a sphere?
why do we dream
My passport expires in two months, can I still travel to Thailand?
what is kubernetes good for if I have one server
how do you pronounce quinoa
What was the cause of the 2008 financial crisis?
give me tips for public speaking
how many teaspoons in a cup of flour
Who invented the zip fastener?
What is the correct dose of paracetamol for a 4 year old?
how do you play blackjack
When was the printing press invented?
what breed is the dog from Frasier
Is Pluto a planet?
Write a python class for a linked list
how do vinyl records store sound
Tell me about the culture of the Maori
what's trending on social media today
How can I improve my chess rating from 1200 to 1500?
should I get a flu shot
What is the smallest country in the world?
how to tell if an egg is still good
who is the current secretary general of the united nations
Explain inflation targeting by central banks
what's the difference between a crocodile and an alligator
I have a rash on my elbow that itches at night
Please proofread: "Their going too the libary tomorow."
What is umami?
how do elevators know which floor to go to first
Which element has atomic number 79?
my excel formula gives #REF! what does that mean
What is a good substitute for buttermilk?
When do cherry trees bloom in Kyoto?
can you draw me a logo with a fox
How many people have been to space?
What does the appendix do?
book me a flight to Lisbon for next Tuesday
how much is 200 dollars in swiss francs
Tell me how the stock market did yesterday
what's the wifi password here
¿Quién escribió Don Quijote?
Quelle est la hauteur de la tour Eiffel ?
bnmv kjh wqe
lorem ipsum dolor sit amet
`
  .trim()
  .split("\n");
